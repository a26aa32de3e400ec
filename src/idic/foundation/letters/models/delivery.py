from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.foundation.house_mail.rows import OnItsWay
from idic.foundation.letters.enums import DeliveryState
from idic.foundation.letters.models.template import LetterTemplate

#: A file of it is gone or unsafe.
FILE = "file"


class Delivery(OnItsWay):
    """One mail on its way: written in the transaction of the act that wants it, sent by the worker after commit. `error`: of one
    that was stopped the answer of the gate, or FILE."""

    template = models.ForeignKey(LetterTemplate, null=True, on_delete=models.SET_NULL, related_name="+")
    noun = models.CharField(max_length=40)
    # code of the purpose it is sent for, empty for an answer to this one person
    purpose = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    to_address = models.CharField(max_length=254)
    language = models.CharField(max_length=10)
    # its Message-ID; none of those that were written before there was one
    header_id = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    # files of the record that go with it
    files = ArrayField(models.BigIntegerField(), default=list, blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["noun", "subject_id", "-id"], name="delivery_of_record"),
            models.Index(fields=["next_at"], name="delivery_due", condition=models.Q(state="waiting")),
            models.Index(fields=["id"], name="delivery_trouble", condition=models.Q(state__in=["failed", "unsure"])),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
