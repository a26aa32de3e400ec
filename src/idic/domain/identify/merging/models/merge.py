from django.conf import settings
from django.db import models
from django.db.models import F, Q

from idic.domain.identify.merging.enums import MergeReason
from idic.domain.identify.models import Customer


class Merge(models.Model):
    """One customer became part of another. Open until it is undone; what it moved stands in MovedRecord and MovedRows.

    No constraint of the database on the customers: the books about a merge may outlive what they are about.
    """

    survivor = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    absorbed = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    reason = models.CharField(max_length=10, choices=MergeReason.choices)
    # the run of record linkage that proposed it
    run_id = models.BigIntegerField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # as they were when this was decided
    survivor_version = models.IntegerField()
    absorbed_version = models.IntegerField()
    # belonging -> how many rows moved; owner and team of the survivor before and after
    figures = models.JSONField(default=dict)
    # single records have gone back, so the former customer lives again while the rest has stayed
    is_partial = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(survivor=F("absorbed")), name="merge_of_two"),
        ]
        indexes = [
            # what a customer was made of
            models.Index(fields=["survivor", "-id"], name="merge_open", condition=Q(undone_at__isnull=True)),
            models.Index(fields=["run_id"], name="merge_of_run", condition=Q(run_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} -> {self.survivor_id}"
