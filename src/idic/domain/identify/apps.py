from importlib import import_module

from django.apps import AppConfig


class IdentifyConfig(AppConfig):
    name = "idic.domain.identify"
    label = "identify"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The room's jobs must be known in every process that queues or runs them."""
        import_module(f"{self.name}.tasks")
        import_module(f"{self.name}.undo")
        import_module(f"{self.name}.handover")
        import_module(f"{self.name}.keeping")
        registry = import_module("idic.foundation.nouns.registry")
        registry.register_noun(import_module(f"{self.name}.noun").CUSTOMER)
        import_module(f"{self.name}.bulk_acts").register()
        import_module(f"{self.name}.foundation_tables").declare_foundation_tables()
        import_module(f"{self.name}.own_tables").declare_own_tables()
        places = import_module("idic.foundation.attributes.places")
        for table, column, as_received in (
            ("identify_sourcerecord", "facts", False),
            ("identify_sourcerecord", "payload", True),
            ("identify_recordversion", "payload", True),
        ):
            places.add_place("customer", places.Place(table, column, as_received))
