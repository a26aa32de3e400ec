"""What an error of a mail server says about the mail that it was being given."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException


def has_surely_not_left(error: Exception) -> bool:
    """The server answered and said no, or the text was never one that could be sent. Where the line went dead, the server
    may have taken it."""
    return isinstance(error, SMTPResponseException | SMTPRecipientsRefused | ValueError)


def is_final(error: Exception) -> bool:
    """A server that says no to the person or the text for good (5xx) is not asked again; what is wrong with our own
    sign-in can be mended meanwhile."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _told in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)
