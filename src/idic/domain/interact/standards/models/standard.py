from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.differentiate.enums import Tier
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.domain.interact.standards.enums import Measure, Requirement


class Standard(models.Model):
    """What customers may count on in certain contacts, by one measure. An empty side holds for all of them.

    Its words and figures stand in versions. Of two that fit a contact the one that names the channel goes first, then the
    purpose, the customer's tier, the priority; so no two living ones may name the same.
    """

    requirement = models.CharField(max_length=16, choices=Requirement.choices)
    measure = models.CharField(max_length=16, choices=Measure.choices)
    mode = models.CharField(max_length=12, choices=AccessMode.choices, blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, blank=True)
    tier = models.CharField(max_length=16, choices=Tier.choices, blank=True)
    priority = models.CharField(max_length=10, choices=Priority.choices, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_archived = models.BooleanField(default=False)
    # what began between these two is not measured by it, what ran then runs on by it; of several such times the last
    archived_at = models.DateTimeField(null=True, blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "mode", "purpose", "tier", "priority"], condition=Q(is_archived=False),
                name="standard_one_for_a_scope",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure} {self.mode} {self.purpose} {self.tier} {self.priority}"
