from django.db import models

from idic.foundation.accounts.models import Team


class CannedReply(models.Model):
    """A text that is written often: by language, with placeholders; of one team, or without one everybody's."""

    name = models.CharField(max_length=120)
    # typed after a slash
    shortcut = models.SlugField(max_length=30, unique=True)
    # language -> text
    texts = models.JSONField(default=dict)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name
