from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PrivacyConfig(AppConfig):
    name = "idic.domain.identify.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What hangs on a customer, the noun, and the checks of a purpose must be known in every process."""
        for module in (
            "checks",
            "nouns.consent",
            "nouns.request",
            "belongings.consents",
            "belongings.requests",
            "locks",
            "returning",
            "tasks",
        ):
            import_module(f"{self.name}.{module}")
        # The tables of a new database start with the purposes that the code knows.
        post_migrate.connect(_prefill, sender=self, dispatch_uid="privacy.prefill")


def _prefill(**_told: object) -> None:
    import_module("idic.domain.identify.privacy.operations.prefill").ensure_prefilled()
    import_module("idic.domain.identify.privacy.operations.retention").ensure_first_rules()
