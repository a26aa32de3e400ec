from django.conf import settings
from django.db import models

from idic.domain.identify.merging.enums import JudgementKind
from idic.domain.identify.merging.models.merge import Merge
from idic.domain.identify.models import SourceRecord


class Judgement(models.Model):
    """A person's word on what one record says in one field: 'use this one', or 'this was checked and is right'.

    It goes with its record wherever that belongs. A verified value counts for as long as the record still says it.
    """

    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    # a GoldenField, or `fact:` and the key of a fact
    field = models.CharField(max_length=90)
    kind = models.CharField(max_length=8, choices=JudgementKind.choices)
    # digest of the value that was verified
    value = models.CharField(max_length=32, blank=True)
    # made in the form of a merge, and undone with it
    merge = models.ForeignKey(Merge, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "field", "kind", "merge"], nulls_distinct=False,
                                               name="judgement_once")]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.field} of {self.record_id}"
