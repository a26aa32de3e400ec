"""What an error of a mail server says about the mail that it was being given."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.db import Error as DatabaseTrouble

from idic.foundation.house_mail.server import NotHandedOver


def has_surely_not_left(error: Exception) -> bool:
    """The server answered and said no, the line went dead before it had the text, or the text was never one that could be
    sent: what is no error of a line arose while it was made. Where the line went dead later, the server may have taken it."""
    is_answer = isinstance(error, SMTPResponseException | SMTPRecipientsRefused | NotHandedOver)
    return is_answer or is_of_our_making(error)


def is_of_our_making(error: Exception) -> bool:
    """Neither a server nor our database had a part in it."""
    return not isinstance(error, OSError | DatabaseTrouble)


def is_final(error: Exception) -> bool:
    """A server that says no to the person or the text for good (5xx) is not asked again; what is wrong with our own
    sign-in can be mended meanwhile."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _told in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return is_of_our_making(error)
