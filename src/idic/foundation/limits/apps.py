from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "idic.foundation.limits"
    label = "limits"
    default_auto_field = "django.db.models.BigAutoField"
