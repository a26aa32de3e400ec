from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.telephony.enums import CallState, Direction
from idic.domain.interact.telephony.models.exchange import Exchange


class Call(models.Model):
    """One call, put together from what the telephone system tells, in whatever order that comes.

    The earliest ringing, the earliest answer and the latest end stand; so the same told again changes nothing.
    """

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="calls")
    external_id = models.CharField(max_length=120)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    state = models.CharField(max_length=8, choices=CallState.choices, default=CallState.RINGING)
    # of the other side: normalised, or as it came where that is no number; empty where it is withheld
    number = models.CharField(max_length=32, blank=True)
    # of ours that was called
    line = models.CharField(max_length=32, blank=True)
    queue = models.CharField(max_length=60, blank=True)
    # all telephones that rang, and the one that was picked up
    rung = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    extension = models.CharField(max_length=10, blank=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="calls")
    # when it began; before anything else is known, the first moment that was told
    rang_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    # by the telephone that has it now: a call that is passed on is answered again
    picked_up_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    recording_url = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exchange", "external_id"], name="call_once")]
        indexes = [
            models.Index(fields=["-rang_at", "-id"], name="call_latest"),
            models.Index(fields=["state", "-rang_at", "-id"], name="call_by_state"),
            models.Index(fields=["agent", "-rang_at", "-id"], name="call_of_agent", condition=Q(agent__isnull=False)),
            models.Index(
                fields=["customer", "-rang_at", "-id"], name="call_of_customer", condition=Q(customer__isnull=False)
            ),
            models.Index(fields=["number", "-rang_at"], name="call_of_number", condition=~Q(number="")),
            # asked every second by every telephone: what goes on now
            GinIndex(fields=["rung"], name="call_going_on", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.exchange_id} {self.external_id}"

    @property
    def is_inbound(self) -> bool:
        return self.direction == Direction.INBOUND

    @property
    def wait(self) -> timedelta | None:
        """Until somebody answered or the caller gave up; None while it rings."""
        until = self.answered_at or self.ended_at
        return max(until - self.rang_at, timedelta(0)) if until is not None else None

    @property
    def talk(self) -> timedelta | None:
        if self.answered_at is None or self.ended_at is None:
            return None
        return max(self.ended_at - self.answered_at, timedelta(0))
