from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.enums import DeliveryState, MessageKind
from idic.domain.interact.cases.models.case import Case
from idic.domain.interact.contact import AccessMode


class Message(models.Model):
    """What was said in a case, in either direction, on whatever channel. Never changed: a mistake is mended by the next.

    `source` and `external_id` name it where it came from, so that the same message never stands twice.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    mode = models.CharField(max_length=12, choices=AccessMode.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="+")
    sender_name = models.CharField(max_length=300, blank=True)
    sender_address = models.CharField(max_length=254, blank=True)
    to = ArrayField(models.CharField(max_length=254), default=list, blank=True)
    cc = ArrayField(models.CharField(max_length=254), default=list, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    # cleaned of all that loads, runs or tracks; empty where the text is all there is
    html = models.TextField(blank=True)
    source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=500, blank=True)
    in_reply_to = models.CharField(max_length=500, blank=True)
    # where the message as it came is kept
    raw_path = models.CharField(max_length=200, blank=True)
    delivery = models.CharField(max_length=10, choices=DeliveryState.choices, blank=True, default=DeliveryState.NONE)
    at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~Q(external_id=""), name="message_once_per_source"
            )
        ]
        indexes = [
            models.Index(fields=["case", "at", "id"], name="message_of_case"),
            models.Index(fields=["external_id"], name="message_external", condition=~Q(external_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
