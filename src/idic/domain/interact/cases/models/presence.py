from django.conf import settings
from django.db import models

from idic.domain.interact.cases.models.case import Case


class CasePresence(models.Model):
    """Who has the case open. A row that is not renewed within seconds counts no more, and the next one to come clears it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"
