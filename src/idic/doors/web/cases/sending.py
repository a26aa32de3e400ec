"""By which way what we say in a case reaches the customer."""

from __future__ import annotations

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.cases.models import Case
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.fax.queries.gateways import fax_address
from idic.doors.web.cases.wording import SENT_ON, SHOWN_THERE

#: Said there by us only where the customer came that way: there is no other thread to say it in.
_OWN_THREAD = (AccessMode.WEB_FORM, AccessMode.CHAT, AccessMode.LINE, AccessMode.MESSENGER, AccessMode.FAX)


def recipient(case: Case) -> str:
    """Whoever wrote, else the customer; for a fax the address at its gateway."""
    return fax_address(case) if case.mode == AccessMode.FAX else mail_address(case)


def mail_address(case: Case) -> str:
    if "@" in case.contact_address:
        return case.contact_address
    return case.customer.email if case.customer is not None else ""


def is_mailed(case: Case) -> bool:
    return case.mode in SENT_ON and bool(recipient(case))


def is_carried(case: Case) -> bool:
    """Whether what is said here reaches the customer by itself."""
    return is_mailed(case) or case.mode in SHOWN_THERE


def said_here(case: Case, text: str) -> MessageDraft:
    """By the way that the case came."""
    if is_mailed(case):
        return MessageDraft(text, subject=case.title, to=(recipient(case),), delivery=DeliveryState.QUEUED)
    return MessageDraft(text)


def said_by(case: Case, text: str, channel: str) -> MessageDraft | None:
    """By another way, too: a mail goes out, what stands on the portal is read there, of a call is kept what was said. None
    where there is no thread to say it in."""
    if channel == case.mode:
        return said_here(case, text)
    if channel == AccessMode.EMAIL:
        to = (mail_address(case),)
        return MessageDraft(text, subject=case.title, to=to, delivery=DeliveryState.QUEUED, mode=channel)
    return None if channel in _OWN_THREAD else MessageDraft(text, mode=channel)
