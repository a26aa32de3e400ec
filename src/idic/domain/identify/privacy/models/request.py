from django.conf import settings
from django.db import models
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import OPEN_STATES, Refusal, RequestKind, RequestState, RequestWay
from idic.domain.identify.privacy.models.jurisdiction import Jurisdiction
from idic.foundation.jobs.models import Job


class RequestClock(models.Model):
    """How long a request may wait under one law, by how much that may be extended, and when a breach must be told.

    Nothing in it is legal advice: an administrator checks and changes it.
    """

    jurisdiction = models.OneToOneField(Jurisdiction, on_delete=models.CASCADE, related_name="clock")
    days = models.IntegerField(default=0)
    months = models.IntegerField(default=0)
    extension_days = models.IntegerField(default=0)
    extension_months = models.IntegerField(default=0)
    breach_hours = models.IntegerField(default=72)

    def __str__(self) -> str:
        return f"{self.jurisdiction_id}: {self.days} + {self.months}"


class PrivacyRequest(models.Model):
    """What a person asks about their own data. `due_on` is the counted day, `practical_on` the first working day from it.

    The clock stands still only while the person proves who they are: from `paused_at`, and before that `paused_days`.
    """

    kind = models.CharField(max_length=14, choices=RequestKind.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.RECEIVED)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    jurisdiction = models.ForeignKey(Jurisdiction, null=True, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=RequestWay.choices)
    received_on = models.DateField()
    language = models.CharField(max_length=10, default="en")
    # what was asked, in the person's words; emptied when the person is erased
    asked = models.TextField(blank=True)
    # rectification: {field: value as it should be}; emptied when the person is erased
    corrections = models.JSONField(default=dict)
    due_on = models.DateField()
    practical_on = models.DateField()
    warn_on = models.DateField()
    extended_reason = models.CharField(max_length=300, blank=True)
    paused_at = models.DateTimeField(null=True)
    paused_days = models.IntegerField(default=0)
    identity_how = models.CharField(max_length=300, blank=True)
    scope_note = models.CharField(max_length=500, blank=True)
    refusal = models.CharField(max_length=12, choices=Refusal.choices, blank=True)
    refusal_note = models.CharField(max_length=500, blank=True)
    # the person was told where to complain
    remedy_told = models.BooleanField(default=False)
    # counts and receivers: never a value of the person
    figures = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    identity_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["due_on", "id"], name="privacy_request_due"),
            models.Index(fields=["-id"], name="privacy_request_newest"),
            models.Index(fields=["customer"], name="privacy_request_customer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def age_days(self) -> int:
        return (timezone.localdate(self.answered_at) - self.received_on).days

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def days_left(self) -> int:
        return (self.due_on - timezone.localdate()).days


class AccessPackage(models.Model):
    """The files that answer a request, behind a link that is good for one fetch until `expires_at`."""

    request = models.ForeignKey(PrivacyRequest, on_delete=models.CASCADE, related_name="packages")
    file = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    # belonging -> rows in the package
    counts = models.JSONField(default=dict)
    # SHA-256 of the secret in the link; the secret itself is shown once
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.request_id}: {self.size}"
