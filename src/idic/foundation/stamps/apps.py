from django.apps import AppConfig


class StampsConfig(AppConfig):
    name = "idic.foundation.stamps"
    label = "stamps"
    default_auto_field = "django.db.models.BigAutoField"
