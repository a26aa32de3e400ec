from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "idic.domain.interact.standards"
    label = "standards"
    default_auto_field = "django.db.models.BigAutoField"
