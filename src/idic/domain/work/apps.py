from importlib import import_module

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "idic.domain.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The noun, what can be taken back, and the jobs must be known in every process."""
        for module in (
            "noun",
            "undoing",
            "handing_over",
            "tasks",
            "belongings",
            "customer_tasks",
            "operations.invitations",
        ):
            import_module(f"{self.name}.{module}")
