from django.conf import settings
from django.db import models
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.enums import FindingKind, Severity


class Finding(models.Model):
    """What a customer told us when we asked. Somebody sees to it, and it is closed with what was done; praise asks for
    nothing and is closed from the beginning. A promise is kept when it was closed on its day at the latest."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="findings")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=FindingKind.choices)
    severity = models.SmallIntegerField(choices=Severity.choices, default=Severity.MATTERS)
    text = models.CharField(max_length=1000)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="finding")
    # by which day something was promised to the customer
    promised_for = models.DateField(null=True, blank=True)
    done = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            # open ones by age; the closed by when they were closed
            models.Index(fields=["created_at", "id"], name="finding_open", condition=models.Q(closed_at__isnull=True)),
            models.Index(
                fields=["promised_for"],
                name="finding_promised",
                condition=models.Q(closed_at__isnull=True, promised_for__isnull=False),
            ),
            models.Index(
                fields=["-closed_at", "-id"], name="finding_closed", condition=models.Q(closed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.follow_up_id}"

    @property
    def is_late(self) -> bool:
        last = timezone.localdate(self.closed_at)
        return self.promised_for is not None and last > self.promised_for
