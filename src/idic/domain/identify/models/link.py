from django.conf import settings
from django.db import models

from idic.domain.identify.enums import LinkReason
from idic.domain.identify.models.customer import Customer
from idic.domain.identify.models.source_record import SourceRecord


class Link(models.Model):
    """To which customer a record belonged, from when to when, and who decided it: what makes undo possible."""

    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="links")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=LinkReason.choices)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=models.Q(valid_to__isnull=True), name="link_one_open_per_record"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} -> {self.customer_id}"
