from django.db import models

from idic.domain.catalogue.models import Category
from idic.domain.differentiate.enums import Tier
from idic.domain.interact.cases.enums import Giving
from idic.domain.interact.cases.models.topic import CaseTopic
from idic.domain.interact.contact import AccessMode, Purpose
from idic.foundation.accounts.models import Team


class AssignmentRule(models.Model):
    """To whom a new case goes. The first rule that fits decides; a condition that is left empty fits everything.

    A topic stands for those below it too, and so does a category of products."""

    place = models.IntegerField(default=0)
    name = models.CharField(max_length=120)
    mode = models.CharField(max_length=12, choices=AccessMode.choices, blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, blank=True)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    tier = models.CharField(max_length=16, choices=Tier.choices, blank=True)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    giving = models.CharField(max_length=12, choices=Giving.choices, default=Giving.TEAM)
    is_on = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.name
