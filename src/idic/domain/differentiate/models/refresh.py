from django.conf import settings
from django.db import models

from idic.foundation.jobs.models import Job


class Refresh(models.Model):
    """One turn of the loop's figures: which snapshot was computed, with what parameters, and what came out."""

    snapshot = models.CharField(max_length=40, unique=True)
    as_of = models.DateField()
    # the last event that the snapshot contains
    watermark = models.BigIntegerField()
    parameters = models.JSONField(default=dict)
    # counts and sums of the base at that moment: what "since the last turn" is measured against
    figures = models.JSONField(default=dict)
    # fitted models (parameters, likelihood, hold-out figures) and warnings, as codes with data
    fitted = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    # of each part, in their order: [["extract", 12.3], ...]
    seconds = models.JSONField(default=list)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-id"], name="refresh_newest")]

    def __str__(self) -> str:
        return self.snapshot
