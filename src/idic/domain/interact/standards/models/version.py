from django.conf import settings
from django.db import models

from idic.domain.interact.standards.models.standard import Standard
from idic.foundation.calendars.models import Calendar


class StandardVersion(models.Model):
    """What a standard says from a moment on. Never changed: what was measured by it names it.

    `target_minutes` is of the calendar's open time and stands for clocks alone; `target_share` is the part of contacts in
    which it is to be kept, of a measure that counts what should not be (opened again) the most that is borne.
    """

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    valid_from = models.DateTimeField()
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    target_minutes = models.IntegerField(null=True, blank=True)
    # the most open time for which such a clock may stand still in all; None: as long as the case waits
    most_pause_minutes = models.IntegerField(null=True, blank=True)
    # whether such a clock stands still while a case waits for somebody who is neither the customer nor of ours
    pauses_for_others = models.BooleanField(default=True, db_default=True)
    # where it comes to hold while a clock runs (another priority): its time counts from then, not from the clock's start
    counts_anew = models.BooleanField(default=False, db_default=False)
    target_share = models.DecimalField(max_digits=5, decimal_places=4)
    # in each language: what customers asked for, and what our people do for it
    customer_words = models.JSONField(default=dict, blank=True)
    staff_words = models.JSONField(default=dict, blank=True)
    # [{"share": one of STEPS, "tell": code of Told, "assign": true, "priority": code or ""}], what does nothing left out
    escalation = models.JSONField(default=list, blank=True)
    training = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="standard_version_number"),
            models.UniqueConstraint(fields=["standard", "valid_from"], name="standard_version_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.standard_id} v{self.number}"
