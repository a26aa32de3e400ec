import uuid

from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.models import Message
from idic.domain.interact.hooks.enums import HookState
from idic.domain.interact.hooks.models.channel import HookChannel
from idic.domain.interact.hooks.models.talk import HookTalk


class HookDelivery(models.Model):
    """An answer on its way. `number` goes with every attempt, so that the other side knows one that it has already."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="hook_delivery")
    channel = models.ForeignKey(HookChannel, on_delete=models.PROTECT, related_name="deliveries")
    talk = models.ForeignKey(HookTalk, on_delete=models.CASCADE, related_name="+")
    number = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=8, choices=HookState.choices, default=HookState.WAITING)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    # of the last attempt
    status = models.IntegerField(null=True)
    error = models.CharField(max_length=60, blank=True)
    was_handed_over = models.BooleanField(default=False)
    # the attempt under way carries no number: cut off, it may have arrived and is not made again
    is_unnumbered = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], name="hook_due", condition=Q(state="waiting")),
            models.Index(fields=["claimed_at"], name="hook_held", condition=Q(state="sending")),
            models.Index(fields=["channel", "-created_at", "-id"], name="hook_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"
