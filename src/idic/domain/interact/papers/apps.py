from importlib import import_module

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "idic.domain.interact.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The worker must know how letters are read."""
        import_module(f"{self.name}.tasks")
