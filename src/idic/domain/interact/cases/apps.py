from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "idic.domain.interact.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The noun, what can be taken back, and what of a customer's stands here must be known in every process."""
        for module in (
            "noun",
            "undoing",
            "parting",
            "joined_tables",
            "many",
            "about_product",
            "handing_over",
            "belongings",
            "measured",
            "tasks",
            "keeping",
        ):
            import_module(f"{self.name}.{module}")
