from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.identify.privacy.enums import BreachKind, Decision


class Breach(models.Model):
    """An incident, whether or not anybody must be told. The clock runs in real time from `found_at`."""

    title = models.CharField(max_length=160)
    is_exercise = models.BooleanField(default=False)
    kinds = ArrayField(models.CharField(max_length=16, choices=BreachKind.choices), default=list)
    started_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # {jurisdiction code: people}
    persons = models.JSONField(default=dict)
    records = models.BigIntegerField(null=True, blank=True)
    classes = models.CharField(max_length=300, blank=True)
    cause = models.TextField(blank=True)
    effects = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    # likelihood and severity, each from 1 to 4
    likelihood = models.IntegerField(null=True, blank=True)
    severity = models.IntegerField(null=True, blank=True)
    authority = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    authority_reason = models.CharField(max_length=500, blank=True)
    authority_told_at = models.DateTimeField(null=True, blank=True)
    authority_text = models.TextField(blank=True)
    people = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    people_reason = models.CharField(max_length=500, blank=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    people_text = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["-found_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def risk(self) -> int | None:
        return self.likelihood * self.severity if self.likelihood and self.severity else None
