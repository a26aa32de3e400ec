from django.db import models

from idic.domain.identify.models import Customer, ImportBatch, Source, SourceRecord
from idic.domain.sales.enums import PurchaseKind


class Purchase(models.Model):
    """One receipt or invoice; a purchase without a customer (cash at the till) has no record."""

    # No index of their own for source and customer: those below start with them.
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    record = models.ForeignKey(SourceRecord, null=True, on_delete=models.PROTECT, related_name="+")
    # Follows the record: kept here so that a customer's purchases are one index range.
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="purchases", db_index=False
    )
    batch = models.ForeignKey(ImportBatch, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=PurchaseKind.choices, default=PurchaseKind.SALE)
    currency = models.CharField(max_length=3)
    place = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=60, blank=True)
    payment_kind = models.CharField(max_length=60, blank=True)
    # sums of the lines, kept by the operation that writes them
    total = models.DecimalField(max_digits=18, decimal_places=4, default=0)
    line_count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="purchase_key")]
        indexes = [
            # a customer's purchases, newest first
            models.Index(
                fields=["customer", "-at", "-id"],
                name="purchase_customer",
                condition=models.Q(customer__isnull=False),
            ),
            models.Index(fields=["-at", "-id"], name="purchase_newest"),
        ]

    def __str__(self) -> str:
        return self.key
