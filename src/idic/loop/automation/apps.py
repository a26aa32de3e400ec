from importlib import import_module

from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "idic.loop.automation"
    label = "automation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Acts register themselves, and what waits in the queue must be known in every process."""
        import_module(f"{self.name}.acts")
        import_module(f"{self.name}.tasks")
        import_module(f"{self.name}.belongings")
        import_module(f"{self.name}.outgoing")
