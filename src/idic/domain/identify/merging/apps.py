from importlib import import_module

from django.apps import AppConfig


class MergingConfig(AppConfig):
    name = "idic.domain.identify.merging"
    label = "merging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What hangs on a customer, what can be taken back, and the jobs must be known in every process."""
        for module in ("belongings", "taking_back", "tasks"):
            import_module(f"{self.name}.{module}")
