from django.db import models

from idic.domain.identify.models import Customer
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.enums import StartState
from idic.domain.interact.plans.models.plan import Plan, PlanStep, PlanVersion


class Start(models.Model):
    """A plan began for one customer for one cause, or did not and says why. Once for each cause, for ever.

    `cause` is a code and what it speaks of: `purchase:12`, `case:7:0` (how often it was opened again), `silence:DAY`,
    `contract:ATTRIBUTE:DAY`, `cycle:DAY`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="starts")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=100)
    cause_on = models.DateField()
    state = models.CharField(max_length=8, choices=StartState.choices, default=StartState.OPEN)
    why = models.CharField(max_length=16, blank=True)
    started_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "cause", "customer"], name="plan_start_once")]
        indexes = [
            models.Index(fields=["plan", "customer", "cause_on"], name="plan_start_of_customer"),
            models.Index(fields=["plan", "started_on"], name="plan_start_day"),
            models.Index(fields=["customer"], name="plan_start_open", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.cause}"


class Touch(models.Model):
    """One try of one step: the follow-up that came of it."""

    start = models.ForeignKey(Start, on_delete=models.PROTECT, related_name="touches")
    step = models.ForeignKey(PlanStep, on_delete=models.PROTECT, related_name="+")
    attempt = models.SmallIntegerField(default=1)
    follow_up = models.OneToOneField(FollowUp, on_delete=models.PROTECT, related_name="touch")

    def __str__(self) -> str:
        return f"{self.start_id}/{self.step_id}"
