"""
FaxError
├── NameMissing          a gateway is found by its name
├── MailboxMissing       faxes come and go through a mailbox
├── MailboxTaken         another gateway uses this mailbox
├── SendersMissing       without them anybody's mail would be a fax
├── SenderRefused        no address, and no domain
├── PatternRefused       {number} stands in it once
├── AddressRefused       what it makes of a number is no e-mail address
├── WordsMissing         reports are told apart by their words
├── GatewayOutdated      somebody else changed it since it was read
└── NotRepeatable        it was not refused, or is under way
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class FaxError(WordedError):
    pass


class NameMissing(FaxError):
    field = "name"
    sentence = _("Give the gateway a name.")


class MailboxMissing(FaxError):
    field = "mailbox"
    sentence = _("Choose the mailbox through which faxes come and go.")


class MailboxTaken(FaxError):
    field = "mailbox"
    sentence = _("Another fax gateway uses this mailbox already.")


class SendersMissing(FaxError):
    field = "senders"
    sentence = _("Name at least one address from which the gateway writes.")


class SenderRefused(FaxError):
    field = "senders"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        return str(_("“%(text)s” is neither an address nor a domain such as @fax.example.com.")) % {"text": self.text}


class PatternRefused(FaxError):
    sentence = _("{number} has to stand in it, once: it says where the number is.")

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class AddressRefused(FaxError):
    field = "address_out"
    sentence = _("With a number in its place this is no e-mail address.")


class WordsMissing(FaxError):
    field = "delivered_words"
    sentence = _("Write at least one word by which a delivered fax is reported, and one for a failed one.")


class GatewayOutdated(FaxError):
    sentence = _("Somebody else has changed this gateway since you opened it. Load it again and repeat your change.")


class NotRepeatable(FaxError):
    sentence = _("Only a fax that was not delivered can be sent again.")
