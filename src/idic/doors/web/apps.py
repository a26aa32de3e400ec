from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "idic.doors.web"
    label = "web"

    def ready(self) -> None:
        from idic.doors.web.customers.search import find_customers
        from idic.doors.web.shell.search import Source, register_source

        register_source(Source("customers", _("Customers"), icon="users", find=find_customers, order=10))
