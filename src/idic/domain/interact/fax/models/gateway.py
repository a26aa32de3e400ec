from django.contrib.postgres.fields import ArrayField
from django.db import models

from idic.domain.interact.fax.enums import NumberForm, NumberPlace
from idic.domain.interact.mail.models import Mailbox


class FaxGateway(models.Model):
    """Somebody who turns faxes into mails to one of our mailboxes, and mails from it into faxes. Team, purpose and topic of
    what comes are the mailbox's."""

    name = models.CharField(max_length=120)
    mailbox = models.OneToOneField(Mailbox, on_delete=models.PROTECT, related_name="fax_gateway")
    # addresses in small letters, or domains as "@fax.example.com"
    senders = ArrayField(models.CharField(max_length=254), default=list)
    number_place = models.CharField(max_length=8, choices=NumberPlace.choices, default=NumberPlace.SUBJECT)
    # what stands around the number; "{number}" alone takes the first that looks like one
    number_pattern = models.CharField(max_length=200, default="{number}")
    # where a fax for a number is mailed to
    address_out = models.CharField(max_length=254)
    number_form = models.CharField(max_length=14, choices=NumberForm.choices, default=NumberForm.INTERNATIONAL)
    # in small letters: by which its reports are known
    delivered_words = ArrayField(models.CharField(max_length=100), default=list)
    failed_words = ArrayField(models.CharField(max_length=100), default=list)
    is_active = models.BooleanField(default=True)
    last_received_at = models.DateTimeField(null=True)
    last_report_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
