from django.conf import settings
from django.db import models


class Segment(models.Model):
    """A saved predicate over customers. A ready segment has a code, and its name is worded when shown."""

    code = models.SlugField(max_length=40, blank=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)
    # empty for a static list
    predicate = models.JSONField()
    # its members are those who are named (ListedCustomer), and no rule
    is_static = models.BooleanField(default=False, db_default=False)
    # codes of what it is used for; empty: looked at only, and whoever fits the rule belongs to it
    purpose = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=8, blank=True)
    # who fits the rule and may not be used for the purpose: reason -> how many
    left_out = models.JSONField(default=dict)
    rule_version = models.IntegerField(default=1)
    size = models.IntegerField(default=0)
    # share of the base's net spend, 0 to 1; null where nothing was spent at all
    revenue_share = models.FloatField(null=True)
    gained = models.IntegerField(default=0)
    lost = models.IntegerField(default=0)
    evaluated_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_archived = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="segment_code"),
        ]

    def __str__(self) -> str:
        return self.name
