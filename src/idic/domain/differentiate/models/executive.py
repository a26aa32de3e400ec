from django.conf import settings
from django.db import models


class ExecutiveTarget(models.Model):
    """What a figure is to reach in a month, from one month on until another target takes over."""

    figure = models.CharField(max_length=40)
    # the first day of the first month that it holds for
    starts_on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6)
    # as a share of the target: so far off is still amber
    tolerance = models.FloatField(default=0.05)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["figure", "starts_on"], name="executive_target_once"),
            models.CheckConstraint(condition=models.Q(tolerance__gte=0, tolerance__lt=1), name="executive_tolerance"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.starts_on:%Y-%m}"


class ExecutiveReading(models.Model):
    """The director's figures of one snapshot, computed once by a job and shown by every page."""

    snapshot = models.CharField(max_length=60, unique=True)
    as_of = models.DateField()
    # series, forecasts, causes and what the scenarios rest on, as data
    content = models.JSONField()
    read_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-id"], name="executive_reading_newest")]

    def __str__(self) -> str:
        return self.snapshot
