from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from idic.domain.identify.enums import HouseholdRole
from idic.domain.identify.models.customer import Customer
from idic.domain.identify.models.relation import DAYS, same


class Household(models.Model):
    """Persons who keep house together. It ends when its last member has left."""

    name = models.CharField(max_length=200)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class HouseholdMember(models.Model):
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=HouseholdRole.choices)
    starts_on = models.DateField(null=True, blank=True)
    # The first day on which the person is no longer of the household.
    ends_on = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="household_days_in_order",
            ),
            ExclusionConstraint(name="household_one_at_a_time", expressions=[same("customer"), DAYS]),
            ExclusionConstraint(
                name="household_one_head", expressions=[same("household"), DAYS], condition=Q(role=HouseholdRole.HEAD)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household_id}: {self.customer_id}"
