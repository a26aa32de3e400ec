from django.conf import settings
from django.db import models


class Absence(models.Model):
    """While somebody is away, the deputy sees and is told of their work; afterwards nothing has to be given back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="absence_days_in_order")
        ]
        indexes = [models.Index(fields=["deputy", "ends_on"], name="absence_of_deputy")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_on} - {self.ends_on}"
