from django.conf import settings
from django.db import models
from django.db.models import Q

from idic.foundation.house_mail.enums import MailState
from idic.foundation.house_mail.rows import OnItsWay


class HouseMail(OnItsWay):
    """A mail of the house itself, on its way or gone: to one of our people, or one that only points to a page. Written in
    the transaction of what it tells; its text is put together when it is sent, and not kept."""

    kind = models.CharField(max_length=40)
    # what it is about: the same asked twice is one mail
    key = models.CharField(max_length=80, blank=True)
    # numbers by which its room finds what it tells, and an address where nothing else holds it
    arguments = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    # no foreign key: this room stands below customers
    customer_id = models.BigIntegerField(null=True)
    header_id = models.CharField(max_length=300, unique=True)
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.WAITING)
    attempts = models.SmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], condition=~Q(key=""), name="house_mail_once")]
        indexes = [
            models.Index(fields=["next_at"], name="house_mail_due", condition=Q(state="waiting")),
            models.Index(fields=["id"], name="house_mail_trouble", condition=Q(state__in=["failed", "unsure"])),
            models.Index(fields=["customer_id"], name="house_mail_customer", condition=Q(customer_id__isnull=False)),
            models.Index(fields=["created_at"], name="house_mail_age"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"
