from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from idic.domain.catalogue.models import Category
from idic.domain.differentiate.enums import Tier
from idic.domain.differentiate.models import Segment
from idic.domain.identify.privacy.models import Purpose as UsePurpose
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.domain.interact.enums import FollowUpMethod
from idic.domain.interact.plans.enums import DayKind, OwnerRule, PlanKind, Trigger
from idic.foundation.accounts.models import Team
from idic.foundation.calendars.models import Calendar


class Plan(models.Model):
    """Whom we get in touch with by ourselves, and when. What it says stands in versions; what has begun keeps its own."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=PlanKind.choices)
    is_on = models.BooleanField(default=False)
    # what happened before is nobody's work any more
    on_since = models.DateTimeField(null=True, blank=True)
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="plan_by_name")]

    def __str__(self) -> str:
        return self.name


class PlanVersion(models.Model):
    """Never changed. `value_at_least` is the amount of the sale where a sale starts it, else the lifetime value;
    `held_out` are per cent of the customers, chosen by lot and left alone, so that the effect can be told."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.IntegerField()
    trigger = models.CharField(max_length=14, choices=Trigger.choices)
    # of SILENCE: without a purchase for so many days; of CONTRACT: the attribute that holds its end
    silent_days = models.IntegerField(null=True, blank=True)
    attribute = models.CharField(max_length=60, blank=True)
    # of CYCLE
    a_year = models.IntegerField(null=True, blank=True)
    day_kind = models.CharField(max_length=8, choices=DayKind.choices, default=DayKind.BUSINESS)
    calendar = models.ForeignKey(Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    segment = models.ForeignKey(Segment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    tiers = ArrayField(models.CharField(max_length=16, choices=Tier.choices), default=list, blank=True)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case_purpose = models.CharField(max_length=20, choices=Purpose.choices, blank=True)
    value_at_least = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    owner_rule = models.CharField(max_length=8, choices=OwnerRule.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # for what the customer's data is used: their word about it, and about the channel, is kept
    use = models.ForeignKey(UsePurpose, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gap_days = models.IntegerField(default=0)
    per_day = models.IntegerField(default=50)
    tries = models.IntegerField(default=2)
    held_out = models.SmallIntegerField(default=0, validators=[MinValueValidator(0), MaxValueValidator(50)])
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number")]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"


class PlanStep(models.Model):
    """One touch. `days` of the first count from what starts the plan (before the end of a contract), those of the others
    from the day on which the touch before was done."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="steps")
    place = models.SmallIntegerField()
    method = models.CharField(max_length=12, choices=FollowUpMethod.choices)
    days = models.IntegerField()
    questions = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="plan_step_place")]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.place}"
