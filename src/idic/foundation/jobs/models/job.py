from django.conf import settings
from django.db import models

from idic.foundation.jobs.enums import ENDED, JobState


class Job(models.Model):
    """One long piece of work as people see it; Procrastinate holds the queue entry that runs it."""

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    step = models.CharField(max_length=40, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.JSONField(default=dict)
    error_code = models.CharField(max_length=60, blank=True)
    error_data = models.JSONField(default=dict)
    cancel_requested = models.BooleanField(default=False)
    attempts = models.IntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # the jobs page, newest first
            models.Index(fields=["-id"], name="job_newest"),
            # "is one already waiting or running?"
            models.Index(
                fields=["kind"], name="job_open", condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def percent(self) -> int:
        if self.state == JobState.DONE:
            return 100
        return min(99, int(100 * self.done / self.total)) if self.total else 0
