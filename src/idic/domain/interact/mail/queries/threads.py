"""To which case a mail belongs. A thread can be named by anybody, so only who takes part in a case is let into it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.mail.models import Mailbox, OutgoingMail
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.mail.tokens import marked_case
from idic.methods.normalise.emails import parse_email


@dataclass(frozen=True)
class Place:
    """`case` is where it goes. Without one it opens a case, linked to `named`, the message of a case that it points to and
    whose sender does not take part in it."""

    case: Case | None = None
    named: Message | None = None


def place_of(mail: ParsedMail) -> Place:
    message = _named_by_thread(mail)
    case = message.case if message is not None else _named_by_mark(mail)
    if case is None or case.deleted_at is not None:
        return Place()
    if not mail.is_forged and takes_part(mail.sender.address, case):
        return Place(case=case)
    return Place(named=message or case.messages.order_by("pk").last())


def takes_part(address: str, case: Case) -> bool:
    """Who opened it, its customer under any address, and whoever was written to or wrote in it."""
    if not address:
        return False
    if address == case.contact_address.lower():
        return True
    if Mailbox.objects.filter(address=address).exists():
        return False
    wrote = Q(sender_address__iexact=address) | Q(to__contains=[address]) | Q(cc__contains=[address])
    if case.messages.filter(wrote).exists():
        return True
    key = parse_email(address).key
    if case.customer_id is None or not key:
        return False
    return SourceRecord.objects.filter(customer_id=case.customer_id, email_key=key).exists()


def customer_of(address: str) -> Customer | None:
    """The only one who has this address; where several have it, a person says who wrote."""
    key = parse_email(address).key if address else None
    if not key:
        return None
    records = SourceRecord.objects.filter(email_key=key, customer__isnull=False)
    found = list(records.values_list("customer_id", flat=True).distinct()[:2])
    if len(found) != 1:
        return None
    return Customer.objects.filter(pk=found[0], merged_into__isnull=True).first()


def _named_by_thread(mail: ParsedMail) -> Message | None:
    """Our own Message-IDs cannot be guessed; those of customers are known to whoever was in the thread."""
    ids = list(mail.thread_ids[:30])
    if not ids:
        return None
    order = {one: number for number, one in enumerate(ids)}
    ours = OutgoingMail.objects.filter(header_id__in=ids).values_list("header_id", "message_id")
    theirs = Message.objects.filter(source="mail", external_id__in=ids).values_list("external_id", "pk")
    found = sorted([*ours, *theirs], key=lambda one: order[one[0]])
    return Message.objects.select_related("case").get(pk=found[0][1]) if found else None


def _named_by_mark(mail: ParsedMail) -> Case | None:
    number = marked_case(mail.subject, *(one.address for one in (*mail.to, *mail.cc)))
    return Case.objects.filter(pk=number).first() if number is not None else None
