"""Whose case it is, said by a person where no address could say it: with the address, so that they are known the next time,
and with the other cases that came from it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from idic.domain.identify.addresses import address_in
from idic.domain.identify.errors import AddressKept, AddressTaken
from idic.domain.identify.models import Customer, SourceRecord
from idic.domain.identify.operations.contact_points import add_contact_point, remove_contact_point
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.others import give_others, lock_in_order
from idic.domain.interact.cases.operations.rows import checked_customer, locked
from idic.domain.interact.cases.queries.whose import others_from
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince


@dataclass(frozen=True)
class SaidWho:
    """`address` where it was added to the customer, `taken` where it could not be as others have it."""

    case: Case
    address: str = ""
    taken: AddressTaken | None = None
    others: int = 0


@transaction.atomic
def say_who_wrote(
    case: Case, customer: Customer | None, *, version: int, by: User, remember: bool = False, others: bool = False
) -> SaidWho:
    """One act, taken back as one by the event of the case."""
    checked_customer(customer, by=by)
    told: dict[str, object] = {}
    address, taken = "", None
    if remember and customer is not None and may_remember(customer, case, by=by):
        try:
            point = add_contact_point(customer, case.contact_address, by=by)
        except AddressTaken as refused:
            taken = refused
        else:
            if point is not None:
                address, told = point.value, {"address_record": point.record_id}
    also = [one.pk for one in others_from(case, by=by)] if others and customer is not None else []
    rows = lock_in_order([case.pk, *also], by=by)
    given = give_others([row for row in rows if row.pk != case.pk and row.customer_id is None], customer, by=by)
    if given:
        told["others"] = [[row.pk, row.version] for row in given]
    changed = change_case(case, {"customer": customer}, version=version, by=by, told=told)
    return SaidWho(changed, address, taken, len(given))


@transaction.atomic
def make_customer_of(case: Case, name: str, *, version: int, by: User, others: bool = False) -> SaidWho:
    """Somebody new, with the address or number that they wrote or called from."""
    if others:
        lock_in_order([case.pk, *(one.pk for one in others_from(case, by=by))], by=by)
    row = locked(case, by=by, version=version)
    made = create_customer({"kind": "person", "name": name, **_reached_by(row.contact_address)}, by=by)
    return say_who_wrote(row, made, version=row.version, by=by, others=others)


def take_rest_back(event: Event, *, by: User) -> None:
    """What was done with the case by `say_who_wrote`, before the case itself: the customer is locked before the cases. The
    other cases are left as they are where something happened to them since."""
    record_id, others = event.before.get("address_record"), dict(event.before.get("others") or ())
    customer = access_customer(by, event.after["customer_id"], permission="customer.change") if record_id else None
    if customer is not None and SourceRecord.objects.filter(pk=record_id).exists():
        try:
            remove_contact_point(customer, record_id, by=by)
        except AddressKept as error:
            raise ChangedSince from error
    rows = lock_in_order([event.subject_id, *others], by=by) if others else []
    give_others([row for row in rows if others.get(row.pk) == row.version], None, by=by)


def may_remember(customer: Customer, case: Case, *, by: User) -> bool:
    if not case.contact_address or not may(by, "customer.change") or address_in(case.contact_address) is None:
        return False
    return visible_customers(by, "customer.change").filter(pk=customer.pk).exists()


def _reached_by(address: str) -> dict[str, str]:
    found = address_in(address)
    return {found.kind.value: found.raw} if found is not None else {}
