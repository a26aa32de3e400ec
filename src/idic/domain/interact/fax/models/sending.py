from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.models import Message
from idic.domain.interact.fax.enums import FaxState
from idic.domain.interact.fax.models.gateway import FaxGateway


class FaxSending(models.Model):
    """An answer that goes out by fax, and what the gateway reported of it. Whether the mail with it left stands with the
    mail."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="fax")
    gateway = models.ForeignKey(FaxGateway, on_delete=models.PROTECT, related_name="sendings")
    number = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=FaxState.choices, default=FaxState.WAITING)
    # the gateway's own words
    said = models.CharField(max_length=300, blank=True)
    reported_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["gateway", "number", "-id"], name="fax_unreported", condition=Q(state="waiting")),
            models.Index(fields=["gateway", "-created_at", "-id"], name="fax_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"
