from django.conf import settings
from django.db import models

from idic.foundation.jobs.models import Job


class RuleSet(models.Model):
    """One state of the survivorship rules; the newest is in force, and the older ones are its history.

    `criteria` is {GoldenField: [Criterion, ...]}; a field that is not named has the order that was delivered.
    """

    criteria = models.JSONField(default=dict)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"rules of {self.at:%Y-%m-%d}"
