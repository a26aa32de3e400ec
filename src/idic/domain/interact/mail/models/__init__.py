from idic.domain.interact.mail.models.incoming import IncomingMail
from idic.domain.interact.mail.models.mailbox import Mailbox
from idic.domain.interact.mail.models.outgoing import OutgoingMail, Recipient

__all__ = ["IncomingMail", "Mailbox", "OutgoingMail", "Recipient"]
