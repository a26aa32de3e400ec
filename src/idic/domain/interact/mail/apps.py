from importlib import import_module

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "idic.domain.interact.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here must be known in every process."""
        for module in ("belongings", "tasks", "outgoing"):
            import_module(f"{self.name}.{module}")
