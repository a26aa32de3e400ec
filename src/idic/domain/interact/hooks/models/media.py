from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.models import Message
from idic.domain.interact.hooks.enums import FetchState
from idic.domain.interact.hooks.models.channel import HookChannel


class HookMedia(models.Model):
    """A picture or file that stays with the messenger until it is fetched. `file_id` is that of the message's file, which
    says meanwhile that it is being fetched; it may be erased before."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="hook_media")
    channel = models.ForeignKey(HookChannel, on_delete=models.PROTECT, related_name="media")
    external_id = models.CharField(max_length=200)
    file_id = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=FetchState.choices, default=FetchState.WAITING)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    # of the last attempt
    error = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "external_id"], name="hook_media_once")]
        indexes = [
            models.Index(fields=["next_at"], name="hook_media_due", condition=Q(state="waiting")),
            models.Index(fields=["claimed_at"], name="hook_media_held", condition=Q(state="fetching")),
        ]

    def __str__(self) -> str:
        return f"{self.external_id} {self.state}"
