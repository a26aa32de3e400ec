from django.conf import settings
from django.db import models

from idic.foundation.desk.models.attached import Attached


class RecentVisit(Attached):
    """When a person last had the record open."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "noun", "subject_id"], name="recent_visit_once")]
        indexes = [models.Index(fields=["user", "-at"], name="recent_visit_newest")]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.noun} {self.subject_id}"
