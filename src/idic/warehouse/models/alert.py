from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from idic.warehouse.models.sql_query import SqlQuery


class Period(models.TextChoices):
    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")


class RuleSet(models.TextChoices):
    WESTERN_ELECTRIC = "western_electric", _("Western Electric")
    NELSON = "nelson", _("Nelson")


class Alert(models.Model):
    """A figure by day, week or month that is held against its own past. `baseline` is frozen when the alert is made or
    set anew: centre, sigma, mean_moving_range, points, first and last day; never computed from what it judges."""

    name = models.CharField(max_length=120)
    measure = models.CharField(max_length=40)
    # of the measure "sql": the first column is the day on which a period begins, the second the figure
    query = models.ForeignKey(SqlQuery, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=5, choices=Period.choices, default=Period.WEEK)
    rules = models.CharField(max_length=16, choices=RuleSet.choices, default=RuleSet.WESTERN_ELECTRIC)
    baseline = models.JSONField(default=dict)
    # [[first day, figure]] of the last evaluation, oldest first
    series = models.JSONField(default=list)
    # why the last evaluation came to nothing; a code
    problem = models.CharField(max_length=60, blank=True)
    evaluated_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class AlertOpening(models.Model):
    """The figure left its band. One at a time for each alert: until somebody acknowledges it, nothing new is raised."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="openings")
    opened_at = models.DateTimeField()
    # the first day of the period that broke a rule
    period_start = models.DateField()
    value = models.FloatField()
    rule = models.CharField(max_length=40)
    side = models.CharField(max_length=8, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert"], condition=models.Q(acknowledged_at__isnull=True), name="alert_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.period_start}"
