from django.urls import path

from idic.doors.web.audit import views, views_export

app_name = "audit"

urlpatterns = [
    path("", views.event_list, name="list"),
    path("export/", views_export.export, name="export"),
    path("verify/", views.verify, name="verify"),
]
