from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "idic.doors.web.shell"
    label = "shell"
