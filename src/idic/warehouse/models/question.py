from django.conf import settings
from django.db import models

from idic.foundation.accounts.models import Team
from idic.foundation.views.enums import Sharing


class SavedQuestion(models.Model):
    """A question somebody keeps. `asked` is the stored form of `questions.question.Question`; the figures are those of
    whoever opens it. Deleted ones are kept, so that deleting can be taken back."""

    name = models.CharField(max_length=120)
    note = models.CharField(max_length=500, blank=True)
    asked = models.JSONField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sharing = models.CharField(max_length=8, choices=Sharing.choices, default=Sharing.PRIVATE)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # the list, newest first
            models.Index(fields=["-id"], name="question_newest", condition=models.Q(deleted_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.name
