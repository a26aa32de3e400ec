from importlib import import_module

from django.apps import AppConfig


class WarehouseConfig(AppConfig):
    name = "idic.warehouse"
    label = "warehouse"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits in the queue must be known in every process that works it off."""
        for module in ("reports.tasks", "reports.outgoing", "alerts.tasks", "alerts.telling"):
            import_module(f"{self.name}.{module}")
