from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SqlQuery(models.Model):
    """A question in SQL that somebody kept under a name. Shared, every analyst may run it, each with their own rights."""

    name = models.CharField(max_length=120)
    text = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_shared = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class RunState(models.TextChoices):
    RUNNING = "running", _("Running")
    DONE = "done", _("Answered")
    REFUSED = "refused", _("Refused")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Not answered")


class SqlRun(models.Model):
    """One asking. The answer itself lies in a file for a while; here is what an auditor asks for."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text = models.TextField()
    query = models.ForeignKey(SqlQuery, null=True, on_delete=models.SET_NULL, related_name="+")
    snapshot = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.RUNNING)
    # of an AdhocError, to be worded for the reader
    problem = models.JSONField(default=dict)
    marts = models.JSONField(default=list)
    rows = models.IntegerField(default=0)
    # the limit that left rows out: rows, bytes or time
    cut = models.CharField(max_length=8, blank=True)
    seconds = models.FloatField(default=0)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "-id"], name="sql_run_history")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
