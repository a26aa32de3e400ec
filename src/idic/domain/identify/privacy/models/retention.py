from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.identify.privacy.enums import RetentionAction, RetentionClock


class RetentionRule(models.Model):
    """How long rows of one table may be kept. Nothing goes while `needs_review` stands or the rule is off."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    # code of a belonging, or `customer` for the person as a whole
    belonging = models.CharField(max_length=40)
    purpose_code = models.CharField(max_length=40, blank=True)
    clock = models.CharField(max_length=8, choices=RetentionClock.choices)
    months = models.IntegerField()
    action = models.CharField(max_length=10, choices=RetentionAction.choices)
    basis = models.CharField(max_length=200, blank=True)
    needs_review = models.BooleanField(default=True)
    is_on = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["belonging", "months", "id"]

    def __str__(self) -> str:
        return self.name


class RetentionRun(models.Model):
    """What one rule found on one day, and what of it was then done: `ids` of the list, `done_ids` of the execution."""

    rule = models.ForeignKey(RetentionRule, on_delete=models.CASCADE, related_name="runs")
    as_of = models.DateField()
    ids = ArrayField(models.BigIntegerField(), default=list)
    held_ids = ArrayField(models.BigIntegerField(), default=list)
    done_ids = ArrayField(models.BigIntegerField(), default=list)
    listed_at = models.DateTimeField(auto_now_add=True)
    executed_at = models.DateTimeField(null=True)
    executed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["rule", "-id"], name="retention_run_of_rule")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.as_of}"
