from __future__ import annotations

from collections.abc import Collection

from idic.domain.interact.cases.models import Message
from idic.domain.interact.fax.enums import FaxState
from idic.domain.interact.mail.models import OutgoingMail
from idic.domain.interact.mail.queries.undelivered import Undelivered


def undelivered_faxes(messages: Collection[Message]) -> dict[int, Undelivered]:
    """Why an answer has not reached the gateway; what the gateway said of one that has stands with the fax. The messages
    are read with their fax."""
    left = [one for one in messages if getattr(getattr(one, "fax", None), "state", "") != FaxState.FAILED]
    if not left:
        return {}
    asked = OutgoingMail.objects.filter(message__in=[one.pk for one in left])
    mails = {mail.message_id: mail for mail in asked}
    found = {}
    for one in left:
        mail = mails.get(one.pk)
        if mail is not None:
            code, said = mail.error_code or "fax_mail", mail.error_said
        else:
            code, said = ("fax_paper" if hasattr(one, "fax") else "fax_gateway"), ""
        found[one.pk] = Undelivered(one.pk, code, said, mail.mailbox_id if mail is not None else None)
    return found
