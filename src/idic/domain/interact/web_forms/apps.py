from importlib import import_module

from django.apps import AppConfig


class WebFormsConfig(AppConfig):
    name = "idic.domain.interact.web_forms"
    label = "web_forms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here must be known in every process, and the worker what to do by night."""
        for name in ("belongings", "tasks"):
            import_module(f"{self.name}.{name}")
