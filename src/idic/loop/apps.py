from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class LoopConfig(AppConfig):
    name = "idic.loop"
    label = "loop"

    def ready(self) -> None:
        """Every file of this folder is one policy; importing it subscribes it."""
        for module in iter_modules([self.path]):
            if module.name != "apps":
                import_module(f"{self.name}.{module.name}")
