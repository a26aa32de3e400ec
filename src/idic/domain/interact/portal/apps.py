from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "idic.domain.interact.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here, and the mails, must be known in every process."""
        for module in ("belongings", "telling", "operations.links"):
            import_module(f"{self.name}.{module}")
