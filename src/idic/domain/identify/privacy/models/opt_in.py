from django.conf import settings
from django.db import models

from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.privacy.enums import Channel
from idic.domain.identify.privacy.models.consent_event import ConsentEvent
from idic.domain.identify.privacy.models.purpose import Purpose, PurposeVersion


class OptIn(models.Model):
    """A consent that was asked for by e-mail and waits for the click: the proof that the address is the person's own."""

    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    purpose_version = models.ForeignKey(PurposeVersion, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    # keyed hash of the address: a click counts only while the record still holds it
    address_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # how the wish was told in the first place: form, call, counter; ip and agent where there are any
    asked_from = models.JSONField(default=dict)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    event = models.ForeignKey(ConsentEvent, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["customer", "-id"], name="opt_in_of_customer")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.purpose_id}"
