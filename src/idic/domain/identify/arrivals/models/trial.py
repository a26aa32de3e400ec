from django.db import models

from idic.domain.identify.models import ImportBatch
from idic.foundation.jobs.models import Job


class Trial(models.Model):
    """What a file would do, counted over all of its rows; it holds as long as mapping and options stay the same."""

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="trial", db_constraint=False)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    choices = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"trial of {self.batch_id}"
