"""Writes about households. Who writes must reach the person concerned and at least one who is of the household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.identify.enums import CustomerKind, HouseholdRole
from idic.domain.identify.errors import InAnotherHousehold, InvalidValue, Outdated, WrongKind
from idic.domain.identify.models import Customer, Household, HouseholdMember
from idic.domain.identify.operations.relations import locked_customers
from idic.domain.identify.rules import visible_customers
from idic.domain.identify.validators import checked_days, checked_text
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.events.undoing import ChangedSince, undoes


@dataclass(frozen=True)
class MemberFacts:
    role: str = HouseholdRole.OTHER
    starts_on: date | None = None
    ends_on: date | None = None


_FACTS = ("role", "starts_on", "ends_on")


@transaction.atomic
def create_household(
    head: Customer, name: str, *, starts_on: date | None = None, by: User, at: datetime | None = None
) -> Household:
    moment = at or timezone.now()
    locked = locked_customers(by, head.pk)[head.pk]
    household = Household.objects.create(name=_checked_name(name), created_at=moment)
    member = HouseholdMember(household=household, customer=locked)
    _take(member, MemberFacts(HouseholdRole.HEAD, starts_on), today=timezone.localdate(moment))
    member.save()
    append_event(
        NewEvent(
            "household.created", "household", household.pk, customer_id=locked.pk, after={"household": household.name}
        ),
        by=by,
        at=moment,
    )
    return household


@transaction.atomic
def rename_household(
    household: Household, name: str, *, version: int, by: User, at: datetime | None = None
) -> Household:
    locked = _locked_household(household.pk, by)
    if locked.version != version:
        raise Outdated
    before, locked.name = locked.name, _checked_name(name)
    if locked.name == before:
        return locked
    locked.version += 1
    locked.save(update_fields=["name", "version"])
    for customer_id in _members_now(locked, timezone.localdate(at)):
        append_event(
            NewEvent(
                "household.renamed", "household", locked.pk, customer_id=customer_id,
                before={"household": before}, after={"household": locked.name},
            ),
            by=by,
            at=at,
        )  # fmt: skip
    return locked


@transaction.atomic
def add_member(
    household: Household, customer: Customer, facts: MemberFacts, *, by: User, at: datetime | None = None
) -> HouseholdMember:
    moment = at or timezone.now()
    person = locked_customers(by, customer.pk)[customer.pk]
    locked = _locked_household(household.pk, by)
    member = HouseholdMember(household=locked, customer=person)
    _take(member, facts, today=timezone.localdate(moment), by=by)
    member.save()
    _tell("household.joined", member, after=_recorded(member), by=by, at=moment)
    return member


@transaction.atomic
def change_member(
    member: HouseholdMember, facts: MemberFacts, *, version: int, by: User, at: datetime | None = None
) -> HouseholdMember:
    """A new head takes over: the old one stays as another relative."""
    moment = at or timezone.now()
    locked = _locked_member(member.pk, by)
    if locked.version != version:
        raise Outdated
    before = _recorded(locked)
    _take(locked, facts, today=timezone.localdate(moment), by=by)
    _keep(locked, before, "household.member_changed", by=by, at=moment)
    return locked


@transaction.atomic
def end_membership(member: HouseholdMember, *, on: date, by: User, at: datetime | None = None) -> HouseholdMember:
    moment = at or timezone.now()
    locked = _locked_member(member.pk, by)
    before = _recorded(locked)
    checked_days(locked.starts_on, on, today=timezone.localdate(moment))
    locked.ends_on = on
    _keep(locked, before, "household.left", by=by, at=moment)
    return locked


@transaction.atomic
def remove_member(member: HouseholdMember, *, by: User, at: datetime | None = None) -> None:
    """For a mistake only: the event keeps what was there. The last one takes the household along."""
    locked = _locked_member(member.pk, by)
    _tell("household.member_removed", locked, before=_recorded(locked), by=by, at=at)
    household = locked.household
    locked.delete()
    if not household.members.exists():
        household.delete()


def _checked_name(name: str) -> str:
    words = checked_text("name", name, longest=200)
    if not words:
        raise InvalidValue("name", _("Give the household a name, such as “Jaidee family”."))
    return words


def _take(member: HouseholdMember, facts: MemberFacts, *, today: date, by: User | None = None) -> None:
    """Checks days, role and that nobody is of two households; a new head takes the place of the old."""
    if member.customer.kind != CustomerKind.PERSON:
        raise WrongKind(_("“%(name)s” is an organisation. Choose a person here.") % {"name": member.customer.name})
    if facts.role not in HouseholdRole.values:
        raise InvalidValue("role", _("Choose one of the offered roles."))
    checked_days(facts.starts_on, facts.ends_on, today=today)
    member.role, member.starts_on, member.ends_on = facts.role, facts.starts_on, facts.ends_on
    _check_one_household(member)
    if member.role == HouseholdRole.HEAD:
        heads = HouseholdMember.objects.filter(household=member.household, role=HouseholdRole.HEAD).exclude(
            pk=member.pk
        )
        for head in heads.select_related("customer"):
            if _overlap(head, member):
                if by is None:
                    raise InAnotherHousehold
                _succeed(head, by=by)


def _check_one_household(member: HouseholdMember) -> None:
    others = HouseholdMember.objects.filter(customer=member.customer).exclude(pk=member.pk)
    if any(_overlap(one, member) for one in others):
        raise InAnotherHousehold


def _succeed(head: HouseholdMember, *, by: User) -> None:
    locked_customers(by, head.customer_id)
    before = _recorded(head)
    head.role = HouseholdRole.RELATIVE
    head.version += 1
    head.save(update_fields=["role", "version"])
    was, now = changes_between(before, _recorded(head))
    _tell("household.member_changed", head, before=was, after=now, by=by)


def _overlap(one: HouseholdMember, other: HouseholdMember) -> bool:
    starts = max(one.starts_on or date.min, other.starts_on or date.min)
    return starts < min(one.ends_on or date.max, other.ends_on or date.max)


def _keep(member: HouseholdMember, before: Mapping[str, object], verb: str, *, by: User, at: datetime | None) -> None:
    was, now = changes_between(before, _recorded(member))
    if not now:
        return
    member.version += 1
    member.save(update_fields=[*_FACTS, "version"])
    _tell(verb, member, before=was, after=now, by=by, at=at)


def _locked_household(pk: int, by: User) -> Household:
    """Also serves as the lock of its members."""
    household = Household.objects.select_for_update().filter(pk=pk).first()
    if household is None:
        raise NotVisible
    known = HouseholdMember.objects.filter(household=household).values("customer_id")
    if not visible_customers(by, "customer.change").filter(pk__in=known).exists():
        raise NotVisible
    return household


def _locked_member(pk: int, by: User) -> HouseholdMember:
    found = HouseholdMember.objects.filter(pk=pk).values_list("customer_id", "household_id").first()
    if found is None:
        raise NotVisible
    customer = locked_customers(by, found[0])[found[0]]
    household = _locked_household(found[1], by)
    locked = HouseholdMember.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if locked is None:
        raise NotVisible
    locked.customer, locked.household = customer, household
    return locked


def _members_now(household: Household, today: date) -> list[int]:
    members = HouseholdMember.objects.filter(household=household).values_list("customer_id", "ends_on")
    return sorted({customer_id for customer_id, ends_on in members if ends_on is None or ends_on > today})


def _recorded(member: HouseholdMember) -> dict[str, object]:
    return {
        "household_id": member.household_id,
        "household": member.household.name,
        "customer": member.customer_id,
        "household_role": member.role,
        "starts_on": member.starts_on.isoformat() if member.starts_on else None,
        "ends_on": member.ends_on.isoformat() if member.ends_on else None,
    }


def _tell(
    verb: str,
    member: HouseholdMember,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    by: User,
    at: datetime | None = None,
) -> None:
    """On the timeline of the person and, where that is somebody else, of the head."""
    heads = HouseholdMember.objects.filter(household=member.household, role=HouseholdRole.HEAD, ends_on__isnull=True)
    head_id = heads.values_list("customer_id", flat=True).first()
    cause: int | None = None
    for customer_id in dict.fromkeys((member.customer_id, head_id)):
        if customer_id is None:
            continue
        cause = append_event(
            NewEvent(
                verb, "household_member", member.pk, customer_id=customer_id, cause_id=cause,
                before={"household": member.household.name, **(before or {})}, after=dict(after or {}),
            ),
            by=by,
            at=at,
        )  # fmt: skip


@undoes("household.joined")
def _take_back_joining(event: Event, by: User) -> None:
    remove_member(_as_left(event, by), by=by)


@undoes("household.left", "household.member_changed")
def _take_back_change(event: Event, by: User) -> None:
    member = _as_left(event, by)
    before = _recorded(member)
    now = MemberFacts(member.role, member.starts_on, member.ends_on)
    _restore(member, {**now.__dict__, **_facts_in(event.before)}, by=by)
    _keep(member, before, "household.member_changed", by=by, at=None)


@undoes("household.member_removed")
def _take_back_removal(event: Event, by: User) -> None:
    told = event.before
    customer_id, household_id = int(told["customer"]), int(told["household_id"])
    person = locked_customers(by, customer_id)[customer_id]
    household = Household.objects.select_for_update().filter(pk=household_id).first()
    if household is None:
        household = Household.objects.create(pk=household_id, name=told["household"], created_at=timezone.now())
    if HouseholdMember.objects.filter(pk=event.subject_id).exists():
        raise ChangedSince
    member = HouseholdMember(pk=event.subject_id, household=household, customer=person)
    _restore(member, _facts_in(told), by=by)
    member.save(force_insert=True)
    _tell("household.joined", member, after=_recorded(member), by=by)


def _facts_in(told: Mapping[str, Any]) -> dict[str, Any]:
    facts = {"role": told["household_role"]} if "household_role" in told else {}
    for name in ("starts_on", "ends_on"):
        if name in told:
            facts[name] = date.fromisoformat(told[name]) if told[name] else None
    return facts


def _restore(member: HouseholdMember, facts: Mapping[str, Any], *, by: User) -> None:
    try:
        _take(member, MemberFacts(**facts), today=timezone.localdate(), by=by)
    except (InAnotherHousehold, WrongKind, InvalidValue) as error:
        raise ChangedSince from error


def _as_left(event: Event, by: User) -> HouseholdMember:
    try:
        member = _locked_member(event.subject_id, by)
    except NotVisible as error:
        raise ChangedSince from error
    now = _recorded(member)
    if any(now[name] != value for name, value in event.after.items() if name in now and name != "household"):
        raise ChangedSince
    return member
