import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idic.settings")

application = get_wsgi_application()
# Reading the addresses loads every page area. What is loaded now stays for good, and the collector need not look through
# it again and again; a page leaves so few cycles behind that it may come by less often.
_ = get_resolver().url_patterns
gc.freeze()
gc.set_threshold(25_000, 20, 50)
