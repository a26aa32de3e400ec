from importlib import import_module

from django.apps import AppConfig


class AttributesConfig(AppConfig):
    name = "idic.foundation.attributes"
    label = "attributes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The fields of custom attributes and the targets of an import are asked for afresh by every request."""
        from idic.foundation.attributes.queries.fields import attribute_fields
        from idic.foundation.attributes.queries.labels import attribute_label
        from idic.foundation.attributes.queries.targets import attribute_targets
        from idic.foundation.nouns.registry import add_field_source, add_former_labels
        from idic.foundation.tables.fields import add_target_source

        add_field_source(attribute_fields)
        add_former_labels(attribute_label)
        add_target_source(attribute_targets)
        import_module(f"{self.name}.memo")
        import_module(f"{self.name}.tasks")
