from importlib import import_module

from django.apps import AppConfig


class CustomizeConfig(AppConfig):
    name = "idic.domain.customize"
    label = "customize"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module(f"{self.name}.belongings")
        import_module(f"{self.name}.behaviour")
