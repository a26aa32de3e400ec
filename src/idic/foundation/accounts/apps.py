from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "idic.foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """How a hand-over is taken back must be known in every process that undoes."""
        import_module(f"{self.name}.operations.handing_over")
