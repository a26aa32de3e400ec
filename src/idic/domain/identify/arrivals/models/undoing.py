from django.conf import settings
from django.db import models

from idic.domain.identify.models import ImportBatch
from idic.foundation.jobs.models import Job


class Undoing(models.Model):
    """An import that was taken back: `figures` tell what went, what was restored, and what had to stay and why."""

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="undoing", db_constraint=False)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"undoing of {self.batch_id}"
