from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "idic.doors.web"
    label = "web"
