from django.conf import settings
from django.db import models

from idic.foundation.jobs.models import Job
from idic.foundation.views.enums import BulkState


class BulkChange(models.Model):
    """One act on many records: what was asked, and how far it has come. Its rows are the records chosen then."""

    noun = models.CharField(max_length=40)
    act = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=BulkState.choices, default=BulkState.RUNNING)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    selected = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    undone = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        # one person's changes, newest first
        indexes = [models.Index(fields=["created_by", "-id"], name="bulk_change_of_user")]

    def __str__(self) -> str:
        return f"{self.act} {self.noun} {self.pk}"
