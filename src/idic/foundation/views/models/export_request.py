from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.foundation.jobs.models import Job
from idic.foundation.views.enums import ExportState, FileFormat, Purpose


class ExportRequest(models.Model):
    """A list that somebody wants to take away: why, how much of what, who allowed it, and the file while it is kept."""

    noun = models.CharField(max_length=40)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    note = models.CharField(max_length=500, blank=True)
    file_format = models.CharField(max_length=4, choices=FileFormat.choices)
    columns = ArrayField(models.CharField(max_length=80), default=list)
    # what narrows the list, as `looks.Look` and ids
    selection = models.JSONField(default=dict)
    language = models.CharField(max_length=10, default="en")
    # counted up to the four-eyes limit only
    estimate = models.IntegerField(default=0)
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    rows = models.IntegerField(default=0)
    # who was selected and may not be used for the purpose: reason -> how many
    left_out = models.JSONField(default=dict)
    file = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        # one person's exports and those that wait, newest first
        indexes = [models.Index(fields=["-id"], name="export_newest")]

    def __str__(self) -> str:
        return f"{self.noun} {self.pk}"
