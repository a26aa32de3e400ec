from importlib import import_module

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "idic.sample"
    label = "sample"

    def ready(self) -> None:
        """The jobs must be known in every process that queues or runs them."""
        import_module(f"{self.name}.tasks")
