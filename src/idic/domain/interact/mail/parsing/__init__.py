"""From the bytes of a mail to what it says. Nothing in here raises, whatever the bytes are."""

from idic.domain.interact.mail.parsing.parsed import MailFile, ParsedMail
from idic.domain.interact.mail.parsing.read import read_mail

__all__ = ["MailFile", "ParsedMail", "read_mail"]
