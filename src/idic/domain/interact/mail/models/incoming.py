from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.mail.enums import IncomingState
from idic.domain.interact.mail.models.mailbox import Mailbox


class IncomingMail(models.Model):
    """A mail as it came, kept before anything is made of it. What becomes of it is written here and nowhere lost."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="incoming")
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    # of the bytes as they came
    digest = models.CharField(max_length=64)
    # of what it says: the same mail over another way has the same one
    content_digest = models.CharField(max_length=64, blank=True)
    raw_path = models.CharField(max_length=200)
    size = models.BigIntegerField()
    # too large: only its beginning is kept, the rest stays on the server
    is_cut = models.BooleanField(default=False)
    header_id = models.CharField(max_length=500, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    faults = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=8, choices=IncomingState.choices, default=IncomingState.TAKEN)
    reason = models.CharField(max_length=20, blank=True)
    # for whoever has to mend it: never holds words of the mail
    error = models.CharField(max_length=200, blank=True)
    attempts = models.IntegerField(default=0)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailbox", "uid_validity", "uid"], name="mail_once_per_uid")]
        indexes = [
            models.Index(fields=["mailbox", "digest"], name="mail_digest"),
            models.Index(fields=["id"], name="mail_to_file", condition=Q(state="taken")),
            models.Index(fields=["mailbox", "-id"], name="mail_failed", condition=Q(state="failed")),
            models.Index(fields=["mailbox", "-received_at", "-id"], name="mail_by_receipt"),
            models.Index(fields=["message"], name="mail_of_message", condition=Q(message__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.mailbox_id} {self.uid}"
