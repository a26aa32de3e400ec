from django.db import models

from idic.loop.automation.enums import WebhookState
from idic.loop.automation.models.rule import Rule


class WebhookDelivery(models.Model):
    """One signed message to another system: at least once, with every attempt on record."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.BigIntegerField()
    url = models.URLField(max_length=500)
    body = models.JSONField()
    state = models.CharField(max_length=10, choices=WebhookState.choices, default=WebhookState.WAITING)
    # counted before each is made
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    status = models.IntegerField(null=True)
    error = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["rule", "-id"], name="webhook_of_rule"),
            models.Index(fields=["next_at"], name="webhook_due", condition=models.Q(state="waiting")),
            models.Index(fields=["id"], name="webhook_failed", condition=models.Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.event_id} {self.state}"
