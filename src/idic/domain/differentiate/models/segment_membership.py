from django.db import models

from idic.domain.differentiate.models.segment import Segment
from idic.domain.identify.models import Customer


class SegmentMembership(models.Model):
    """From when to when a customer was in a segment, under which version of its rule: old days can be rebuilt."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="memberships")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    rule_version = models.IntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "customer"],
                condition=models.Q(valid_to__isnull=True),
                name="segment_membership_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} in {self.segment_id}"
