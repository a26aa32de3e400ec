from django.conf import settings
from django.db import models

from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.complaints.models.complaint import Complaint


class ComplaintStep(models.Model):
    """One step as it was taken: never changed, never deleted. A step within a state (a notice, one of the three changes)
    leaves `before` and `after` equal."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20)
    before = models.CharField(max_length=14, choices=ComplaintState.choices)
    after = models.CharField(max_length=14, choices=ComplaintState.choices)
    note = models.TextField(blank=True)
    said = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["complaint", "at", "id"], name="complaint_steps")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.kind}"
