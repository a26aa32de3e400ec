from django.db import models

from idic.domain.catalogue.models import Product
from idic.domain.sales.models.purchase import Purchase


class PurchaseLine(models.Model):
    """`key` is the line's own number where the source has one; else a digest of its content and which of the
    equal lines of the same purchase it is, so that the same file again finds the same lines."""

    # found by the constraint below, which starts with it
    purchase = models.ForeignKey(Purchase, on_delete=models.CASCADE, related_name="lines", db_index=False)
    key = models.CharField(max_length=80)
    # a log of whole purchases names no product
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="+")
    quantity = models.DecimalField(max_digits=16, decimal_places=4)
    unit_price = models.DecimalField(max_digits=18, decimal_places=4)
    discount = models.DecimalField(max_digits=18, decimal_places=4, default=0)
    amount = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purchase", "key"], name="purchase_line_key")]

    def __str__(self) -> str:
        return f"{self.purchase_id}:{self.key}"
