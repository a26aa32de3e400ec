from django.conf import settings
from django.db import models

from idic.domain.customize.loyalty.enums import Rounding


class Programme(models.Model):
    """`unit` is what the firm calls its points. What was bought before it was switched on earns nothing."""

    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40)
    is_on = models.BooleanField(default=False)
    on_since = models.DateTimeField(null=True, blank=True)
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="programme_by_name")]

    def __str__(self) -> str:
        return self.name


class Rule(models.Model):
    """Never changed: the next one takes over from its moment on, and a purchase is counted by the one that held when it was
    made. The first holds for all that went before."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rules", db_index=False)
    number = models.IntegerField()
    holds_from = models.DateTimeField()
    points = models.IntegerField()
    per = models.DecimalField(max_digits=18, decimal_places=2)
    rounding = models.CharField(max_length=8, choices=Rounding.choices)
    months = models.IntegerField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="loyalty_rule_number"),
            models.CheckConstraint(condition=models.Q(points__gt=0, per__gt=0), name="loyalty_rule_gives"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.points} / {self.per}"
