from django.db import models

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.models.customer import Customer
from idic.domain.identify.models.source_record import SourceRecord


class ContactPoint(models.Model):
    """One way to reach a customer, as one record tells it."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contact_points")
    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=ContactKind.choices)
    # as received, and normalised (E.164, folded e-mail); `value` equals `raw` where it cannot be normalised
    raw = models.CharField(max_length=600)
    value = models.CharField(max_length=600)
    extension = models.CharField(max_length=12, blank=True)
    is_valid = models.BooleanField(default=True)

    class Meta:
        indexes = [
            # who has this phone or e-mail?
            models.Index(fields=["kind", "value"], name="contact_point_value", condition=~models.Q(kind="address")),
        ]

    def __str__(self) -> str:
        return self.value
