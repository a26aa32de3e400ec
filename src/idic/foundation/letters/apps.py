from importlib import import_module

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "idic.foundation.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What waits in the queue must be known in every process that works it off."""
        import_module(f"{self.name}.tasks")
        import_module(f"{self.name}.outgoing")
