from django.db import models

from idic.domain.interact.hooks.models.channel import HookChannel


class HookSeen(models.Model):
    """A request that was let in, by its signature, for as long as its time would still be taken."""

    channel = models.ForeignKey(HookChannel, on_delete=models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "signature"], name="hook_seen_once")]
        indexes = [models.Index(fields=["at"], name="hook_seen_at")]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.at}"
