from importlib import import_module

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "idic.domain.interact.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here must be known in every process."""
        for module in ("belongings", "tasks", "telling"):
            import_module(f"{self.name}.{module}")
