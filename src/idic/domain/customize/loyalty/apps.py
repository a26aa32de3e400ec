from importlib import import_module

from django.apps import AppConfig


class LoyaltyConfig(AppConfig):
    name = "idic.domain.customize.loyalty"
    label = "loyalty"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What of a customer's stands here, and the jobs, must be known in every process."""
        for module in ("belongings", "tasks"):
            import_module(f"{self.name}.{module}")
