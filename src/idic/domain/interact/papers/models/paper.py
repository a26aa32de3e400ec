from django.conf import settings
from django.db import models

from idic.domain.interact.cases.models import Message
from idic.foundation.accounts.enums import Language
from idic.foundation.letters.models import LetterTemplate


class Paper(models.Model):
    """An answer as it goes out on paper: by post or by fax. The file itself is one of the message's, found by its digest."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="paper")
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=10, choices=Language.choices)
    template = models.ForeignKey(LetterTemplate, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.message_id} {self.language}"
