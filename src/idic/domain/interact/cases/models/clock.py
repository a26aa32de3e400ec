from datetime import datetime

from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.models.case import Case
from idic.domain.interact.standards.enums import Measure
from idic.domain.interact.standards.models import StandardVersion
from idic.foundation.calendars.models import Calendar


class ClockState(models.TextChoices):
    RUNNING = "running", "running"
    PAUSED = "paused", "paused"
    MET = "met", "met"
    BREACHED = "breached", "breached"
    # the case went into another, in which its clocks run on
    MERGED = "merged", "merged"


class CaseClock(models.Model):
    """One promise on one case: the standard that held when it began, its calendar, and how it stands.

    It is worked out anew from the case, its messages and its pauses whenever they change, so it never drifts; once
    stopped it keeps the versions that it was measured by. A breached one that still runs has no `stopped_at`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    measure = models.CharField(max_length=16, choices=Measure.choices)
    standard_version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey(Calendar, null=True, on_delete=models.PROTECT, related_name="+")
    calendar_version = models.IntegerField(null=True)
    # of the customer when it began: a tier changes, the promise does not
    tier = models.CharField(max_length=16, blank=True)
    budget_minutes = models.IntegerField()
    started_at = models.DateTimeField()
    # since when its standard holds, and from when its time counts, where that is not its start (see `TargetChange`)
    target_since = models.DateTimeField(null=True)
    counted_from = models.DateTimeField(null=True)
    # unknown while it is paused without an end and without a limit, or where the calendar never opens again
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=ClockState.choices, default=ClockState.RUNNING)
    breached_at = models.DateTimeField(null=True)
    # of open time, without pauses; of one that runs, as it was when it was last worked out
    elapsed_minutes = models.FloatField(default=0)
    gross_minutes = models.FloatField(default=0)
    # of open time, for which it stood still
    paused_minutes = models.FloatField(default=0, db_default=0)
    # the share of the budget, in percent, of which people were told last
    warned = models.SmallIntegerField(default=0)
    # when there is something to be told next
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "measure", "started_at"], name="clock_once"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(stopped_at__gte=models.F("started_at")), name="clock_in_order"
            ),
        ]
        indexes = [
            # what is to be told next
            models.Index(fields=["next_at"], name="clock_next", condition=Q(next_at__isnull=False)),
            # attainment of a measure over a time
            models.Index(fields=["measure", "started_at"], name="clock_by_start"),
            # what was decided today: stopped, or due while it runs
            models.Index(fields=["stopped_at"], name="clock_by_end", condition=Q(stopped_at__isnull=False)),
            models.Index(fields=["due_at"], name="clock_running_due", condition=Q(stopped_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.measure} {self.state}"

    @property
    def counts_from(self) -> datetime:
        return self.counted_from or self.started_at
