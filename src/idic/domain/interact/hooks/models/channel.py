from django.db import models

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.domain.interact.hooks.enums import HookKind, Refusal
from idic.foundation.accounts.models import Team


class HookChannel(models.Model):
    """A messenger whose messages come over the web. `key` stands in the address that it calls and is no secret."""

    kind = models.CharField(max_length=8, choices=HookKind.choices)
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=32, unique=True)
    # encrypted under the installation's key; what signs, and for LINE also what lets us in
    secret = models.TextField(blank=True)
    token = models.TextField(blank=True)
    # where answers go; for LINE the beginning of its addresses
    address = models.CharField(max_length=500, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.REQUEST_SERVICE)
    is_active = models.BooleanField(default=True)
    received = models.BigIntegerField(default=0)
    last_received_at = models.DateTimeField(null=True)
    refused = models.BigIntegerField(default=0)
    last_refused = models.CharField(max_length=12, choices=Refusal.choices, blank=True)
    last_refused_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
