from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.domain.interact.counter.models.counter import Counter


class Desk(models.Model):
    """A seat behind the counter, and who sits there."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField(max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    since = models.DateTimeField(null=True)
    is_archived = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["counter", "name"], condition=Q(is_archived=False), name="desk_name"),
            models.UniqueConstraint(fields=["user"], condition=Q(user__isnull=False), name="desk_one_for_a_person"),
        ]
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name
