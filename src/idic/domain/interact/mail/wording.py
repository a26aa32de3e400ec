"""What went wrong, as a sentence that says what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from idic.domain.interact.mail.errors import AddressMissing, NoSender


def fault(code: str, said: str = "") -> str:
    found = _faults().get(code) or _("Something went wrong that IDIC does not know.")
    return f"{found} " + _("The server said: %(words)s") % {"words": said} if said else found


def reason(code: str) -> str:
    """Why a mail is not a message, or could not become one."""
    return _reasons().get(code, code)


def _faults() -> dict[str, str]:
    return {
        "name": _("No server of this name is known. Check how it is written."),
        "refused": _("The server does not take connections there. Check the port."),
        "timeout": _("The server did not answer in time. Check name and port, and whether a firewall stands between."),
        "dropped": _("The server ended the connection."),
        "certificate": _("The server's certificate cannot be trusted. Check the server's name, or ask who runs it."),
        "cert_expired": _("The server's certificate has run out. Whoever runs the server has to renew it."),
        "cert_early": _("The server's certificate is not valid yet. Check the clocks of both machines."),
        "cert_name": _(
            "The server's certificate is for another name. Enter the name that the certificate is made for."
        ),
        "cert_issuer": _(
            "Nobody whom IDIC trusts has issued the server's certificate. If the server is yours, put the certificate of"
            " its authority, or its own, into the settings of the mailbox."
        ),
        "cert_revoked": _("The server's certificate was revoked. Whoever runs the server has to renew it."),
        "tls_missing": _(
            "The server does not offer the protection that was chosen. Check the port and the kind of protection."
        ),
        "tls_old": _("The server only offers protection that is too old to be safe. Whoever runs it has to renew it."),
        "tls": _("The line could not be protected. Check the port and the kind of protection."),
        "login": _("The server refused the user name or the password."),
        "folder": _("The mailbox has no such folder."),
        "protocol": _("The server answered in a way that was not understood."),
        "sender": _("The server does not let this address send."),
        "password": _("The key of this installation has changed since the password was entered. Enter it again."),
        "compose": _(
            "It could not be put together: a file of it cannot be read, or its text. The log of the worker says which."
        ),
        "unforeseen": _("Something went wrong that nobody thought of; the log of the worker says what. Send it again."),
        "recipient": _("The server of the customer did not take it. Ask for another address, or call."),
        "no_sender": str(NoSender()),
        "unaddressed": str(AddressMissing()),
        "disk": _("The mail could not be kept: the disk is full or cannot be written."),
    }


def _reasons() -> dict[str, str]:
    return {
        "twice": _("It had come before."),
        "own": _("It comes from one of our own mailboxes."),
        "bounce": _("It tells that a mail could not be delivered."),
        "delayed": _("It tells that a mail is delayed."),
        "auto_reply": _("An automatic answer that belongs to no case."),
        "fax_report": _("The fax gateway reports on a fax that went out."),
        "unknown_fax": _("The fax gateway reports on a fax that was not sent from here."),
        "unknown_bounce": _("It tells of a mail that was not sent from here."),
        "error": _("IDIC could not make a message of it. Try again; if it stays, look into the log of the worker."),
        "lost": _("The mail as it came is not on the disk any more."),
    }
