from importlib import import_module

from django.apps import AppConfig


class WebFormsConfig(AppConfig):
    name = "idic.domain.interact.web_forms"
    label = "web_forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here must be known in every process."""
        import_module(f"{self.name}.belongings")
