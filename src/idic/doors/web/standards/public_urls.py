"""Open to everybody once an administrator has switched it on; until then there is nothing here."""

from django.urls import path

from idic.doors.web.standards import views_charter

app_name = "charter"
urlpatterns = [
    path("", views_charter.public_page, name="page"),
    path("pdf/", views_charter.public_pdf, name="pdf"),
]
