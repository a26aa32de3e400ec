from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "idic.foundation.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The room's jobs, its fields and what can be taken back must be known in every process."""
        for module in ("tasks", "fields", "undo", "outgoing"):
            import_module(f"{self.name}.{module}")
