from importlib import import_module

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "idic.domain.interact.complaints"
    label = "complaints"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here, what joining cases means, and the jobs, must be known in every process."""
        for module in ("belongings", "holding", "joining", "handing_over", "tasks", "told"):
            import_module(f"{self.name}.{module}")
