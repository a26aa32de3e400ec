from django.conf import settings
from django.db import models

from idic.domain.interact.complaints.models.complaint import Complaint


class QualityReview(models.Model):
    """How one complaint was handled, as one rater sees it: the ten don'ts kept or broken, the six steps 0 to 2 each."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="reviews")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # ten of 0 or 1, 1 where it was kept
    donts = models.JSONField()
    # six of 0, 1 or 2
    steps = models.JSONField()
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "rater"], name="review_once_per_rater")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.rater_id}"
