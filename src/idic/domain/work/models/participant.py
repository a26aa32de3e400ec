from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.identify.models import Customer
from idic.domain.work.models.task import Task


class Participant(models.Model):
    """Somebody who takes part: a user, a customer, or an address outside. Only the last two are written to by mail."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=300, blank=True)
    email = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "user"], condition=Q(user__isnull=False), name="participant_user"),
            models.UniqueConstraint(
                fields=["task", "email"], condition=Q(user__isnull=True) & ~Q(email=""), name="participant_address"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email
