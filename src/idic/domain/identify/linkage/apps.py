from importlib import import_module

from django.apps import AppConfig


class LinkageConfig(AppConfig):
    name = "idic.domain.identify.linkage"
    label = "linkage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What hangs on a customer, and the jobs, must be known in every process."""
        for module in ("belongings", "tasks"):
            import_module(f"{self.name}.{module}")
