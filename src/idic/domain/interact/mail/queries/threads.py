"""To which case a mail belongs. A thread can be named by anybody, so only who takes part in a case is let into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import F, Max, Min, Q

from idic.domain.identify.enums import ContactKind, SourceKind
from idic.domain.identify.models import ContactPoint, Customer, SourceRecord
from idic.domain.interact.cases.long_over import is_long_over
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.messages import surviving
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.mail.tokens import marked_case
from idic.methods.normalise.emails import parse_email


@dataclass(frozen=True)
class Place:
    """`case` is where it goes. Without one it opens a case, linked to `named`, the message of a case that it points to:
    its sender does not take part in that one, or it ended long ago. Then `customer` is whose that case was."""

    case: Case | None = None
    named: Message | None = None
    customer: Customer | None = None


#: Which message is meant by names of a thread, the nearest first.
Naming = Callable[[Sequence[str]], int | None]


def place_of(mail: ParsedMail, named: Naming) -> Place:
    pk = named(looked_up(mail))
    message = Message.objects.select_related("case").get(pk=pk) if pk is not None else None
    case = message.case if message is not None else _named_by_mark(mail)
    if case is None or case.deleted_at is not None:
        return Place()
    last = message or case.messages.order_by("pk").last()
    if mail.is_forged or not takes_part(mail.sender.address, case):
        return Place(named=last)
    if is_long_over(stays := surviving(case)):
        is_theirs = mail.sender.address == stays.contact_address.lower()
        return Place(named=last, customer=stays.customer if is_theirs else None)
    return Place(case=case)


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
    return customers_of([address]).get(address) if address else None


def customers_of(addresses: Iterable[str]) -> dict[str, Customer]:
    """By address, of those whom one customer alone has."""
    keys = {address: key for address in addresses if (key := parse_email(address).key)}
    if not keys:
        return {}
    records = SourceRecord.objects.filter(email_key__in=set(keys.values()), customer__isnull=False)
    having = records.values("email_key").annotate(one=Min("customer_id"), last=Max("customer_id")).filter(one=F("last"))
    only = dict(having.values_list("email_key", "one")) | _said_to_be(keys.values())
    if not only:
        return {}
    living = Customer.objects.filter(pk__in=set(only.values()), merged_into__isnull=True).in_bulk()
    return {address: living[only[key]] for address, key in keys.items() if only.get(key) in living}


def _said_to_be(keys: Iterable[str]) -> dict[str, int]:
    """An address such as info@ tells nothing by itself; where a person has said whose it is, it is theirs."""
    asked = {key for key in keys if parse_email(key).is_role}
    if not asked:
        return {}
    points = ContactPoint.objects.filter(kind=ContactKind.EMAIL, value__in=asked, is_valid=True)
    having = points.values("value").annotate(
        one=Min("customer_id"), last=Max("customer_id"), said=BoolOr(Q(record__source__kind=SourceKind.DESK))
    )  # fmt: skip
    return dict(having.filter(one=F("last"), said=True).values_list("value", "one"))


def looked_up(mail: ParsedMail) -> tuple[str, ...]:
    """Of the names in its thread, the nearest first."""
    return mail.thread_ids[:30]


def _named_by_mark(mail: ParsedMail) -> Case | None:
    number = marked_case(mail.subject)
    return Case.objects.filter(pk=number).first() if number is not None else None
