"""What every write of this room shares: the lock, the lines of the ledger, the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from idic.domain.customize.loyalty.enums import EntryKind
from idic.domain.customize.loyalty.errors import NotAMember, ProgrammeArchived, ProgrammeOutdated
from idic.domain.customize.loyalty.models import Entry, Member, Programme, Rule
from idic.domain.customize.loyalty.rules import MANAGES
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event

#: What can happen to a programme and to a member; doors word each of them.
VERBS = frozenset({
    "loyalty_programme.created", "loyalty_programme.changed", "loyalty_programme.switched_on",
    "loyalty_programme.switched_off", "loyalty_programme.archived", "loyalty_programme.restored",
    "loyalty_programme.counted", "loyalty_programme.expired", "loyalty_member.joined", "loyalty_member.left",
    "loyalty_member.redeemed", "loyalty_member.adjusted",
})  # fmt: skip


def locked_programme(programme: Programme, *, version: int | None, by: User) -> Programme:
    require(by, MANAGES)
    row = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    if version is not None and row.version != version:
        raise ProgrammeOutdated
    return row


def living(programme: Programme) -> Programme:
    if programme.is_archived:
        raise ProgrammeArchived
    return programme


def reached(customer: Customer, permission: str, by: User | None) -> Customer:
    """The customer as it is now, and only where the user may see it; a restricted one is used for nothing."""
    if by is None:
        return Customer.objects.get(pk=customer.pk)
    require(by, permission)
    return access_customer(by, customer.pk)


def locked_members(programme: Programme, customer: Customer) -> list[Member]:
    """All that the customer has in this programme, the oldest first, until the transaction ends."""
    rows = Member.objects.select_for_update(of=("self",)).filter(programme=programme, customer=customer)
    found = list(rows.order_by("joined_at", "pk"))
    if not found:
        raise NotAMember
    return found


def entry(
    lot_id: int, member: Member | int, programme: Programme, kind: str, points: int, *, at: datetime, source: str, turn: int = 0,
    rule: Rule | None = None, user: User | None = None, reason: str = "",
) -> Entry:  # fmt: skip
    return Entry(
        lot_id=lot_id, member_id=member if isinstance(member, int) else member.pk, programme=programme,
        kind=EntryKind(kind), points=points, at=at, source=source, turn=turn, rule=rule, user=user, reason=reason,
    )  # fmt: skip


def record_programme(
    verb: str, programme: Programme, *, by: User | None, before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> int:  # fmt: skip
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    told = {"title": programme.name, **(after or {})}
    return append_event(NewEvent(verb, "loyalty_programme", programme.pk, before=before or {}, after=told), by=by)


def record_member(
    verb: str, member: Member, programme: Programme, *, by: User | None, at: datetime,
    after: Mapping[str, object] | None = None,
) -> int:  # fmt: skip
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    told = {"title": programme.name, "unit": programme.unit, **(after or {})}
    new = NewEvent(verb, "loyalty_member", member.pk, customer_id=member.customer_id, after=told)
    return append_event(new, by=by, at=at)
