from django.conf import settings
from django.db import models

from idic.domain.differentiate.models import Segment
from idic.domain.identify.models import Customer
from idic.domain.interact.enums import FollowUpMethod, FollowUpOutcome, FollowUpReason, FollowUpState


class FollowUp(models.Model):
    """Somebody is to get in touch with one customer: who, when, how and why; then what came of it."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="follow_ups")
    segment = models.ForeignKey(Segment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    method = models.CharField(max_length=12, choices=FollowUpMethod.choices)
    reason = models.CharField(max_length=20, choices=FollowUpReason.choices)
    note = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=FollowUpState.choices, default=FollowUpState.OPEN)
    outcome = models.CharField(max_length=20, choices=FollowUpOutcome.choices, blank=True)
    outcome_note = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            # the work list: open ones by due day; the closed by when they were closed
            models.Index(fields=["due_on", "id"], name="follow_up_open", condition=models.Q(state="open")),
            models.Index(fields=["owner", "due_on", "id"], name="follow_up_of_owner", condition=models.Q(state="open")),
            models.Index(fields=["-closed_at", "-id"], name="follow_up_closed", condition=~models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.due_on}"
