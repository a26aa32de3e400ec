from django.db import models
from django.utils.translation import gettext_lazy as _


class Security(models.TextChoices):
    TLS = "tls", _("TLS from the start")
    STARTTLS = "starttls", _("STARTTLS")
    NONE = "none", _("Unprotected, for a server on this machine")


class IncomingState(models.TextChoices):
    """`TAKEN` is kept and not filed yet."""

    TAKEN = "taken", _("Waits to be filed")
    FILED = "filed", _("Filed")
    IGNORED = "ignored", _("Kept, not a message")
    FAILED = "failed", _("Cannot be filed")


class SendingState(models.TextChoices):
    """`UNSURE`: the connection or the worker ended after the mail was handed over and before the server said that it has
    it. It may have arrived, so it is never sent again by itself."""

    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    PARTLY = "partly", _("Refused for some")
    FAILED = "failed", _("Not sent")
    UNSURE = "unsure", _("Perhaps sent")


class RecipientState(models.TextChoices):
    WAITING = "waiting", _("Waits to be sent")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused")
    UNSURE = "unsure", _("Perhaps sent")
    BOUNCED = "bounced", _("Came back")


class MailTrouble(models.TextChoices):
    """Why a part of a mail is not among the files of its message."""

    LEFT_OUT = "left_out", _("Only on the mail server")


class Part(models.TextChoices):
    """What of a mailbox failed."""

    FETCH = "fetch", _("Fetching")
    SEND = "send", _("Sending")
