from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.differentiate.models.segment import Segment
from idic.domain.identify.models import Customer


class ListedCustomer(models.Model):
    """Who was named for a static list, and when taken out of it. Who is named and may be used is a member; who may not is
    kept here, and comes back with the right to be used."""

    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+", db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "customer"], condition=Q(taken_out_at__isnull=True), name="listed_customer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} on {self.segment_id}"
