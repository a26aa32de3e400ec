from django.conf import settings
from django.db import models

from idic.domain.differentiate.enums import AnalysisKind
from idic.foundation.jobs.models import Job


class Analysis(models.Model):
    """A computed picture of how customers behave, kept with what it was made from. The result is null until its job is
    done; it names products and categories, never customers."""

    kind = models.CharField(max_length=20, choices=AnalysisKind.choices)
    title = models.CharField(max_length=120, blank=True)
    parameters = models.JSONField(default=dict)
    # "" for answers that somebody uploaded
    snapshot = models.CharField(max_length=40, blank=True)
    as_of = models.DateField(null=True)
    result = models.JSONField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True)

    class Meta:
        # the newest of a kind
        indexes = [models.Index(fields=["kind", "-id"], name="analysis_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
