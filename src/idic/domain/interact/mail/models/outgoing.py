from django.db import models
from django.db.models import Q

from idic.domain.interact.cases.models import Message
from idic.domain.interact.mail.enums import RecipientState, SendingState
from idic.domain.interact.mail.models.mailbox import Mailbox


class OutgoingMail(models.Model):
    """A message on its way by e-mail. Its Message-ID is set before the first attempt and cannot be guessed.

    `handed_at` is written before the text goes to the server: whoever finds it without a result knows that the mail may
    have arrived.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="outgoing")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="outgoing")
    header_id = models.CharField(max_length=300, unique=True)
    is_receipt = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=SendingState.choices, default=SendingState.WAITING)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=20, blank=True)
    error_said = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["mailbox", "next_at"], name="outgoing_due", condition=Q(state="waiting")),
            models.Index(fields=["claimed_at"], name="outgoing_held", condition=Q(state="sending")),
            models.Index(
                fields=["mailbox", "-id"], name="outgoing_trouble", condition=Q(state__in=["failed", "unsure", "partly"])
            ),
            models.Index(fields=["mailbox", "-created_at"], name="outgoing_by_time"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.header_id} {self.state}"


class Recipient(models.Model):
    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="recipients")
    address = models.CharField(max_length=254)
    is_copy = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=RecipientState.choices, default=RecipientState.WAITING)
    # what the server said of it
    said = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "address"], name="recipient_once")]
        # how many receipts an address was sent of late
        indexes = [models.Index(fields=["address", "-id"], name="recipient_address")]

    def __str__(self) -> str:
        return self.address
