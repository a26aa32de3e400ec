from django.db import models

from idic.foundation.views.enums import RowState
from idic.foundation.views.models.bulk_change import BulkChange


class BulkChangeRow(models.Model):
    """One record of a bulk change, with what undoing it needs: the room's own words for before and after."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="rows")
    record_id = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=RowState.choices, default=RowState.WAITING)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "record_id"], name="one_row_per_record")]
        indexes = [
            # the next ones to do
            models.Index(fields=["change", "record_id"], name="bulk_row_waiting", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.record_id}"
