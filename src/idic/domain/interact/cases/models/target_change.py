from django.conf import settings
from django.db import models

from idic.domain.interact.cases.models.case import Case
from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.standards.models import StandardVersion


class TargetChange(models.Model):
    """Another standard came to hold for a clock while it ran: what was promised before, what since, and what brought it
    about. Never changed. Its clock is named by case, measure and time: a clock may be worked out anew from another start."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="target_changes")
    measure = models.CharField(max_length=16, choices=Measure.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # what of the contact changed: {"priority": ["normal", "critical"]}; empty where the standards themselves did
    causes = models.JSONField(default=dict)
    version_before = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="+")
    minutes_before = models.IntegerField()
    due_before = models.DateTimeField(null=True)
    version_after = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="+")
    minutes_after = models.IntegerField()
    # the new time counts from this change, and not from the start of the clock
    is_anew = models.BooleanField(default=False)
    # the promise before had been broken by then
    was_late = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["case", "at", "id"], name="target_change_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.measure} {self.minutes_before} {self.minutes_after}"
