from django.conf import settings
from django.db import models

from idic.domain.interact.cases.models.case import Case


class ReplyDraft(models.Model):
    """An answer that somebody has begun and not sent: the others of the desk see that it is there and may take it over."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reply_drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"
