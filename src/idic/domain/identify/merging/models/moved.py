from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from idic.domain.identify.merging.models.merge import Merge
from idic.domain.identify.models import SourceRecord


class MovedRecord(models.Model):
    """A record that came with a merge: its home is the absorbed customer, until it has returned."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="records")
    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(returned_at__isnull=True), name="moved_record_one_home"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} by {self.merge_id}"


class MovedRows(models.Model):
    """The rows of one kind of belonging that came with a merge: their home is the absorbed customer."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="rows")
    belonging = models.CharField(max_length=60)
    rows = ArrayField(models.BigIntegerField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "belonging"], name="moved_rows_once")]

    def __str__(self) -> str:
        return f"{self.belonging} by {self.merge_id}"
