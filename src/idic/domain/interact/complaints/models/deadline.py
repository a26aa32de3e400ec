from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.interact.complaints.enums import DeadlineStep
from idic.domain.interact.contact import AccessMode


class StepDeadline(models.Model):
    """By when a step of every complaint is due, where law or charter say otherwise than we do by ourselves: minutes of open
    time or whole working days, for one channel or (without one) for all."""

    step = models.CharField(max_length=12, choices=DeadlineStep.choices)
    mode = models.CharField(max_length=12, choices=AccessMode.choices, blank=True)
    minutes = models.IntegerField(default=0)
    days = models.IntegerField(default=0)
    # the law, charter or code of conduct that says so
    source = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "mode"], name="step_deadline_once"),
            # one of the two, never both
            models.CheckConstraint(
                condition=Q(minutes__gt=0, days=0) | Q(minutes=0, days__gt=0), name="step_deadline_is_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.mode}"
