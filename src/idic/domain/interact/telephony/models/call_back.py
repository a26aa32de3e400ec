from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.telephony.enums import CallBackReason, CallBackState
from idic.domain.interact.telephony.models.call import Call

#: Sorts what nothing was promised for behind everything that has a time.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
#: How long one is kept for whoever has claimed it.
HELD_FOR = timedelta(hours=1)


class CallBack(models.Model):
    """Somebody is to be called: a missed call, or a wish. One stands open for a number at a time; `calls` counts how often
    it rang in vain. A person who claims it has it alone until it is done or given back."""

    number = models.CharField(max_length=32)
    name = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=8, choices=CallBackReason.choices)
    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="call_backs")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=1000, blank=True)
    calls = models.IntegerField(default=1)
    # what the waiting counts from, and by when the standard for the first response wants it called
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(default=NEVER)
    state = models.CharField(max_length=12, choices=CallBackState.choices, default=CallBackState.OPEN)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    last_try_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(state=CallBackState.OPEN) & ~Q(number=""), name="call_back_once"
            ),
            models.CheckConstraint(
                condition=Q(state=CallBackState.OPEN) | Q(closed_at__isnull=False), name="call_back_closed_has_its_time"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="call_back_due", condition=Q(state=CallBackState.OPEN)),
            models.Index(fields=["-closed_at", "-id"], name="call_back_closed", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["customer"], name="call_back_customer", condition=Q(customer__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == CallBackState.OPEN

    def is_held(self, now: datetime) -> bool:
        """Somebody has claimed it and is at it."""
        return self.claimed_by_id is not None and self.claimed_at is not None and now - self.claimed_at < HELD_FOR
