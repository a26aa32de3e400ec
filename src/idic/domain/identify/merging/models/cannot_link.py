from django.conf import settings
from django.db import models
from django.db.models import F, Q

from idic.domain.identify.merging.models.merge import Merge
from idic.domain.identify.models import Customer, SourceRecord


class CannotLink(models.Model):
    """Somebody decided that two records, or two customers with all that they hold, are not one. A later merge by a
    person lifts it; no run does."""

    first_record = models.ForeignKey(
        SourceRecord, null=True, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    second_record = models.ForeignKey(
        SourceRecord, null=True, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    first_customer = models.ForeignKey(
        Customer, null=True, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    second_customer = models.ForeignKey(
        Customer, null=True, on_delete=models.CASCADE, related_name="+", db_constraint=False
    )
    merge = models.ForeignKey(Merge, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    first_record__isnull=False, second_record__gt=F("first_record"), first_customer__isnull=True,
                    second_customer__isnull=True,
                )
                | Q(
                    first_customer__isnull=False, second_customer__gt=F("first_customer"), first_record__isnull=True,
                    second_record__isnull=True,
                ),
                name="cannot_link_of_two",
            ),
            models.UniqueConstraint(
                fields=["first_record", "second_record"], name="cannot_link_records",
                condition=Q(lifted_at__isnull=True, first_record__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["first_customer", "second_customer"], name="cannot_link_customers",
                condition=Q(lifted_at__isnull=True, first_customer__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.first_record_id or self.first_customer_id} / {self.second_record_id or self.second_customer_id}"
