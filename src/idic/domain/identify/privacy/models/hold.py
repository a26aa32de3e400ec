from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.models.request import PrivacyRequest


class LegalHold(models.Model):
    """Rows that must not go whatever is asked or due: of one customer, or of everybody; of some tables, or of all."""

    customer = models.ForeignKey(Customer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # codes of belongings; empty: all
    classes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reason = models.CharField(max_length=300)
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["customer"], name="hold_open", condition=models.Q(released_at__isnull=True))]

    def __str__(self) -> str:
        return self.reason


class ProcessingLock(models.Model):
    """A customer whose data is kept and not used: restricted on request, or erased for good."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(PrivacyRequest, null=True, on_delete=models.PROTECT, related_name="+")
    is_erased = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    set_at = models.DateTimeField(auto_now_add=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(lifted_at__isnull=True), name="lock_one_open"
            )
        ]

    def __str__(self) -> str:
        return str(self.customer_id)
