from importlib import import_module

from django.apps import AppConfig


class DifferentiateConfig(AppConfig):
    name = "idic.domain.differentiate"
    label = "differentiate"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The room's jobs must be known in every process that queues or runs them."""
        import_module(f"{self.name}.tasks")
        import_module(f"{self.name}.registry.step")
        import_module(f"{self.name}.belongings")
        import_module(f"{self.name}.behaviour.contacts")
        import_module(f"{self.name}.list_act")
        noun = import_module(f"{self.name}.noun")
        registry = import_module("idic.foundation.nouns.registry")
        registry.extend_noun("customer", noun.FIELDS, join=noun.JOIN, listed=noun.listed)
