from django.db import models

from idic.domain.interact.cases.models import Message


class AnswerNotice(models.Model):
    """A mail that says: there is an answer on the portal. Once for each answer; handed over and without a word of the server,
    it may have arrived, and is not sent again."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.message_id)
