from importlib import import_module

from django.apps import AppConfig


class FaxConfig(AppConfig):
    name = "idic.domain.interact.fax"
    label = "fax"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The worker must know its tasks, privacy what of a customer's stands here, and mail who else reads it."""
        for name in ("tasks", "belongings", "listening", "outgoing"):
            import_module(f"{self.name}.{name}")
