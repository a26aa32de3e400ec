from importlib import import_module

from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    name = "idic.domain.identify.arrivals"
    label = "arrivals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The room's jobs must be known in every process that queues or runs them."""
        import_module(f"{self.name}.tasks")
