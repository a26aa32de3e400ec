"""
MailError
├── NameMissing        a mailbox is found by its name
├── AddressRefused     no address that mail can be sent from
├── AddressTaken       another mailbox has this address
├── HostMissing        a mailbox without a server neither fetches nor sends
├── PasswordMissing    a new server or user needs its password again
├── PasswordLost       encrypted under another key of the installation
├── Unprotected        a password goes over the network only if the line is protected
├── CertificateRefused no certificate that can be read
├── MailboxOutdated    somebody else changed it since it was read
├── NotRetryable       it is filed, sent or under way
├── NoSender           no mailbox sends
├── AddressMissing     nobody is named whom a mail could reach
└── PeerFailed         a server that cannot be reached or says no; `code` says how
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class MailError(WordedError):
    pass


class NameMissing(MailError):
    field = "name"
    sentence = _("Give the mailbox a name.")


class AddressRefused(MailError):
    field = "address"
    sentence = _("This is no e-mail address.")


class AddressTaken(MailError):
    field = "address"
    sentence = _("Another mailbox has this address already.")


class HostMissing(MailError):
    field = "imap_host"
    sentence = _("Name the server that keeps the mail, the one that sends it, or both.")


class PasswordMissing(MailError):
    field = "imap_password"
    sentence = _("Enter the password again: it is sent to no other server or user than it was entered for.")


class PasswordLost(MailError):
    sentence = _("The key of this installation has changed since the password was entered. Enter it again.")


class Unprotected(MailError):
    field = "imap_security"
    sentence = _("A password may go over the network only through TLS. Choose TLS or STARTTLS.")


class CertificateRefused(MailError):
    field = "trusted"
    sentence = _(
        "This is no certificate that can be read. It begins with -----BEGIN CERTIFICATE----- and is no private key."
    )


class MailboxOutdated(MailError):
    sentence = _("Somebody else has changed this mailbox since you opened it. Load it again and repeat your change.")


class NotRetryable(MailError):
    sentence = _("There is nothing to repeat: it is done already, or under way.")


class NoSender(MailError):
    sentence = _(
        "No mailbox sends mail yet. Whoever looks after the mailboxes can add one; then send it again from here."
    )


class AddressMissing(MailError):
    sentence = _("No address is known that mail could be sent to. Enter one with the customer, and write again.")


class PeerFailed(MailError):
    """`code` is kept with the mailbox and worded when shown; `said` are the server's own words."""

    def __init__(self, code: str, said: str = "") -> None:
        self.code, self.said = code, said[:300]
        super().__init__(code)

    def __str__(self) -> str:
        from idic.domain.interact.mail.wording import fault

        return fault(self.code, self.said)
