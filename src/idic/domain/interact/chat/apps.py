from importlib import import_module

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "idic.domain.interact.chat"
    label = "chat"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here, and the field of the inbox, must be known in every process."""
        for module in ("belongings", "noun", "tasks"):
            import_module(f"{self.name}.{module}")
