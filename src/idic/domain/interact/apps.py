from importlib import import_module

from django.apps import AppConfig


class InteractConfig(AppConfig):
    name = "idic.domain.interact"
    label = "interact"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module(f"{self.name}.handover")
        import_module(f"{self.name}.belongings")
        import_module(f"{self.name}.behaviour")
        import_module(f"{self.name}.interest").declare()
