from django.conf import settings
from django.db import models


class Rule(models.Model):
    """When `trigger`, if `predicate` holds of the record, then `acts`, in the name of the owner."""

    name = models.CharField(max_length=120)
    noun = models.CharField(max_length=40)
    trigger = models.CharField(max_length=60)
    # of a change: only when one of these fields changed; empty: any
    fields = models.JSONField(default=list)
    # the rule of methods.predicate; empty: always
    predicate = models.JSONField(default=dict)
    # [{"act": code, "settings": {...}}], in order
    acts = models.JSONField(default=list)
    is_on = models.BooleanField(default=False)
    # why it was switched off by the house and not by a person
    off_reason = models.CharField(max_length=20, blank=True)
    is_archived = models.BooleanField(default=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            # which rules wait for an event
            models.Index(fields=["trigger"], name="rule_of_trigger", condition=models.Q(is_on=True, is_archived=False))
        ]

    def __str__(self) -> str:
        return self.name
