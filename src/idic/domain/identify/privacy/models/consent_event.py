from django.conf import settings
from django.db import models

from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.privacy.enums import Channel, ConsentKind, Method
from idic.domain.identify.privacy.models.notice import NoticeVersion
from idic.domain.identify.privacy.models.purpose import Purpose, PurposeVersion


class ConsentEvent(models.Model):
    """One word of a person about one purpose and channel, with what proves it.

    Append-only: a trigger refuses every change but two. `customer` follows the record when customers are merged and when
    that is undone; `evidence` and `text_digest` may be emptied when the person is erased.
    """

    record = models.ForeignKey(SourceRecord, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    kind = models.CharField(max_length=10, choices=ConsentKind.choices)
    # when the person said it, and when it was written down here
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateTimeField(null=True)
    method = models.CharField(max_length=16, choices=Method.choices)
    # a parent or guardian said it or agreed to it, and `evidence` says who
    by_guardian = models.BooleanField(default=False)
    purpose_version = models.ForeignKey(PurposeVersion, null=True, on_delete=models.PROTECT, related_name="+")
    notice_version = models.ForeignKey(NoticeVersion, null=True, on_delete=models.PROTECT, related_name="+")
    # SHA-256 of the text that the person read
    text_digest = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, blank=True)
    # ip, agent, call, file, batch, row, guardian, note
    evidence = models.JSONField(default=dict)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            # who may be used for a purpose and channel
            models.Index(fields=["purpose", "channel", "customer", "record"], name="consent_of_purpose"),
            # the panel and the history of one customer
            models.Index(fields=["customer", "-at", "-id"], name="consent_of_customer"),
            models.Index(fields=["-at", "-id"], name="consent_newest"),
            models.Index(fields=["record"], name="consent_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.purpose_id}/{self.channel} {self.kind}"
