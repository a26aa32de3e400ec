from django.db import models

from idic.loop.automation.enums import Outcome
from idic.loop.automation.models.rule import Rule


class RuleRun(models.Model):
    """What one rule did about one event, and why. One row for each pair, so that a repeated delivery does nothing."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="runs")
    rule_version = models.IntegerField()
    event_id = models.BigIntegerField()
    noun = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    # a StopReason, or the name of the error
    reason = models.CharField(max_length=60, blank=True)
    # [{"field", "op", "value", "actual", "outcome"}]: every condition with what was found
    why = models.JSONField(default=list)
    # [{"act": code, "result": {...}}], as far as it came
    did = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "event_id"], name="run_once_for_each_event")]
        indexes = [
            models.Index(fields=["rule", "-id"], name="run_of_rule"),
            models.Index(fields=["event_id"], name="run_of_event"),
            # how often a rule acted within the last hour, however long its log
            models.Index(fields=["rule", "at"], name="run_done_of_rule", condition=models.Q(outcome="done")),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.event_id} {self.outcome}"
