from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import ErasureState
from idic.domain.identify.privacy.models.request import PrivacyRequest


class Erasure(models.Model):
    """One person taken out: what was to go, who agreed, and the counts that the certificate shows. No value of theirs."""

    request = models.ForeignKey(PrivacyRequest, null=True, on_delete=models.PROTECT, related_name="erasures")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    # with all that were merged into this customer
    customer_ids = ArrayField(models.BigIntegerField(), default=list)
    state = models.CharField(max_length=10, choices=ErasureState.choices, default=ErasureState.PLANNED)
    reason = models.CharField(max_length=12, default="request")
    planned = models.JSONField(default=list)
    done = models.JSONField(default=list)
    # what the search afterwards still found, by place
    left = models.JSONField(default=dict)
    # reached by the search: tables, columns, files
    searched = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.state}"
