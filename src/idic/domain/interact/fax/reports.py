"""Which fax of ours a mail of the gateway speaks of, and what it says."""

from __future__ import annotations

import re

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.fax.enums import FaxState
from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.fax.numbers import read
from idic.domain.interact.mail.models import OutgoingMail
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.mail.tokens import marked_case

_OWN_ID = re.compile(r"\bidic\.[0-9a-f]{32}@[A-Za-z0-9.-]{1,250}")
_OWN_SUBJECT = re.compile(r"\bFax (\d{1,18}) \[#")
_NUMBER = re.compile(r"\+?[0-9][0-9 ().\-/]{4,24}[0-9]")
_READ = 20_000
_MOST_NUMBERS = 20


def named_fax(gateway: FaxGateway, mail: ParsedMail) -> FaxSending | None:
    """By the mail's own name, which nobody can guess, or by the subject, whose mark is signed."""
    text = mail.text[:_READ]
    ids = [*mail.thread_ids, *_OWN_ID.findall(text), *(mail.bounce.message_ids if mail.bounce else ())]
    ours = dict(OutgoingMail.objects.filter(header_id__in=ids[:30]).values_list("header_id", "message_id"))
    message = next((ours[one] for one in ids if one in ours), None)
    if message is None:
        case = marked_case(mail.subject, text)
        numbers = [int(one) for one in _OWN_SUBJECT.findall(f"{mail.subject}\n{text}")[:5]]
        of_case = FaxSending.objects.filter(message__case=case, message__in=numbers) if case and numbers else None
        message = of_case.values_list("message_id", flat=True).first() if of_case is not None else None
    return _locked(gateway, message) if message is not None else None


def fax_to_number(gateway: FaxGateway, mail: ParsedMail) -> FaxSending | None:
    """The only one that was sent, waits for a report and went to a number that the mail names."""
    named = _NUMBER.findall(f"{mail.subject}\n{mail.text[:_READ]}")[:_MOST_NUMBERS]
    numbers = {number for one in named if (number := read(gateway, one))}
    waiting = FaxSending.objects.filter(
        gateway=gateway, state=FaxState.WAITING, number__in=numbers, message__delivery=DeliveryState.SENT
    )
    found = list(waiting.values_list("message_id", flat=True)[:2])
    return _locked(gateway, found[0]) if len(found) == 1 else None


def said_of(gateway: FaxGateway, mail: ParsedMail) -> FaxState | None:
    """What the subject says counts before the text. A failure is looked for first: “not delivered” names both."""
    for text in (mail.subject.lower(), mail.text[:_READ].lower()):
        if any(one in text for one in gateway.failed_words):
            return FaxState.FAILED
        if any(one in text for one in gateway.delivered_words):
            return FaxState.DELIVERED
    return None


def _locked(gateway: FaxGateway, message_id: int) -> FaxSending | None:
    rows = FaxSending.objects.select_for_update(of=("self",)).select_related("message__case")
    return rows.filter(gateway=gateway, message=message_id).first()
