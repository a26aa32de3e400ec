from django.db import models

from idic.domain.interact.cases.models import Case
from idic.domain.interact.hooks.models.channel import HookChannel


class HookTalk(models.Model):
    """A conversation as the messenger names it, and the case in which it goes on. Whoever it is is known by this name
    alone, never by what they call themselves."""

    channel = models.ForeignKey(HookChannel, on_delete=models.PROTECT, related_name="talks")
    external_id = models.CharField(max_length=200)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=300, blank=True)
    # for an answer within a minute LINE gives a token that serves once
    reply_token = models.CharField(max_length=100, blank=True)
    reply_until = models.DateTimeField(null=True)
    # they do not want to hear from us any more
    left_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "external_id"], name="hook_talk_once")]
        indexes = [models.Index(fields=["case"], name="hook_talk_of_case")]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.external_id}"
