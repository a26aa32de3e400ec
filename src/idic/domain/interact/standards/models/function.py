from django.conf import settings
from django.db import models

from idic.domain.interact.standards.centre import CentreFunction, DoneBy


class ServiceFunction(models.Model):
    """An entry of the service catalogue: one of the seven things that the centre is there for."""

    code = models.CharField(max_length=16, choices=CentreFunction.choices, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # by what its owner is measured, in words
    kpi = models.CharField(max_length=500, blank=True)
    done_by = models.CharField(max_length=8, choices=DoneBy.choices, blank=True)
    # code of OutsideReason -> code of Answer, what was not looked at left out
    reasons = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    version = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.code
