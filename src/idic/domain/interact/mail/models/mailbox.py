from django.db import models
from django.db.models.functions import Lower

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.domain.interact.mail.enums import Part, Security
from idic.foundation.accounts.models import Team


class Mailbox(models.Model):
    """An address of ours: where its mail is fetched, through which server it answers, and what its mail becomes.

    Without an IMAP server it only sends, without an SMTP server it only fetches. One worker fetches it at a time: the one
    that holds the lease, which is renewed and runs out by itself where the worker died.
    """

    name = models.CharField(max_length=120)
    # in small letters
    address = models.CharField(max_length=254)
    imap_host = models.CharField(max_length=253, blank=True)
    imap_port = models.IntegerField(default=993)
    imap_security = models.CharField(max_length=8, choices=Security.choices, default=Security.TLS)
    imap_user = models.CharField(max_length=254, blank=True)
    # encrypted under the installation's key; never shown again
    imap_secret = models.TextField(blank=True)
    folder = models.CharField(max_length=200, default="INBOX")
    smtp_host = models.CharField(max_length=253, blank=True)
    smtp_port = models.IntegerField(default=587)
    smtp_security = models.CharField(max_length=8, choices=Security.choices, default=Security.STARTTLS)
    smtp_user = models.CharField(max_length=254, blank=True)
    smtp_secret = models.TextField(blank=True)
    # certificates (PEM) that are trusted instead of those that every machine knows; for servers of one's own
    trusted = models.TextField(blank=True, default="")
    # what its mail becomes
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.REQUEST_SERVICE)
    topic = models.ForeignKey(CaseTopic, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # language -> text
    signatures = models.JSONField(default=dict, blank=True)
    receipts = models.JSONField(default=dict, blank=True)
    sends_receipts = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    # where the fetching stands: the server's number of its numbering, and the last number that is kept here
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    last_fetch_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    # a code and the server's words; empty while all is well
    error_part = models.CharField(max_length=6, choices=Part.choices, blank=True)
    error_code = models.CharField(max_length=20, blank=True)
    error_said = models.CharField(max_length=300, blank=True)
    error_at = models.DateTimeField(null=True)
    lease_by = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("address"), name="mailbox_address")]

    def __str__(self) -> str:
        return self.name
