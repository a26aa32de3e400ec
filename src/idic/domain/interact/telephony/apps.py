from importlib import import_module

from django.apps import AppConfig


class TelephonyConfig(AppConfig):
    name = "idic.domain.interact.telephony"
    label = "telephony"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here, the noun, and who called again must be known in every process."""
        for module in ("noun", "exporting", "belongings", "contacts"):
            import_module(f"{self.name}.{module}")
