from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from idic.domain.identify.enums import Attitude, RelationType, Stake
from idic.domain.identify.models.customer import Customer


def same(column: str) -> tuple[Func, str]:
    """Equal ids, as ranges of one number: a plain number would need an extension to stand in such an index."""
    return (Func(F(column), F(column), Value("[]"), function="int8range"), RangeOperators.OVERLAPS)


#: From the first day up to, and without, the day of the end; an empty day is open.
DAYS = (Func(F("starts_on"), F("ends_on"), function="daterange"), RangeOperators.OVERLAPS)


class Relation(models.Model):
    """What `source` is to `target`, from when to when. Ended, not deleted; only a mistake is removed."""

    type = models.CharField(max_length=20, choices=RelationType.choices)
    source = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="relations_to")
    # The day of a referral, which has no end; else the first day. Empty: not known.
    starts_on = models.DateField(null=True, blank=True)
    # The first day on which it no longer holds.
    ends_on = models.DateField(null=True, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    is_main = models.BooleanField(default=False)
    stake = models.CharField(max_length=20, choices=Stake.choices, blank=True)
    attitude = models.CharField(max_length=12, choices=Attitude.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["target", "type"], name="relation_by_target")]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="relation_of_two"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="relation_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(type=RelationType.WORKS_AT) | Q(is_main=False), name="relation_main_is_work"
            ),
            models.CheckConstraint(
                condition=Q(type=RelationType.STAKEHOLDER_OF, stake__gt="", attitude__gt="")
                | (~Q(type=RelationType.STAKEHOLDER_OF) & Q(stake="", attitude="")),
                name="relation_stake_of_stakeholder",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=Q(type=RelationType.REFERRED_BY), name="relation_one_referrer"
            ),
            models.CheckConstraint(
                condition=~Q(type=RelationType.REFERRED_BY) | Q(ends_on__isnull=True), name="relation_referral_no_end"
            ),
            ExclusionConstraint(
                name="relation_work_once",
                expressions=[same("source"), same("target"), DAYS],
                condition=Q(type=RelationType.WORKS_AT),
            ),
            ExclusionConstraint(
                name="relation_one_main_work", expressions=[same("source"), DAYS], condition=Q(is_main=True)
            ),
            ExclusionConstraint(
                name="relation_one_parent",
                expressions=[same("source"), DAYS],
                condition=Q(type=RelationType.PART_OF),
            ),
            ExclusionConstraint(
                name="relation_stakeholder_once",
                expressions=[same("source"), same("target"), DAYS],
                condition=Q(type=RelationType.STAKEHOLDER_OF),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.type} {self.target_id}"
