from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.enums import PauseReason
from idic.domain.interact.cases.models.case import Case


class CasePause(models.Model):
    """While it lasts, the clocks of the case stand still."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=12, choices=PauseReason.choices)
    note = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # of an agreed date: by itself it lasts no longer
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at__isnull=True), name="pause_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("started_at")), name="pause_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "started_at"], name="pause_of_case"),
            models.Index(
                fields=["until"], name="pause_agreed", condition=Q(ended_at__isnull=True, until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"
