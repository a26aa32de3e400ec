from importlib import import_module

from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "idic.domain.sales"
    label = "sales"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The room's jobs must be known in every process that queues or runs them."""
        import_module(f"{self.name}.tasks")
        import_module(f"{self.name}.belongings")
        import_module(f"{self.name}.behaviour")
        # Who has bought is an existing customer, where the law lets such be written to until they object.
        import_module("idic.domain.identify.privacy.queries.basis").register_relation(
            "bought", "EXISTS (SELECT FROM sales_purchase b WHERE b.customer_id = c.id)"
        )
