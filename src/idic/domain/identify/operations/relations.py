"""Writes about two customers. Both must be within reach, and both timelines tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.identify.enums import Attitude, CustomerKind, RelationSide, RelationType, Stake
from idic.domain.identify.errors import (
    AlreadyRelated,
    IdentifyError,
    InvalidValue,
    Outdated,
    WithItself,
    WrongKind,
)
from idic.domain.identify.models import Customer, Relation
from idic.domain.identify.operations.relation_chains import check_chain
from idic.domain.identify.rules import reach
from idic.domain.identify.validators import checked_days, checked_text
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.events.undoing import ChangedSince, undoes


@dataclass(frozen=True)
class RelationFacts:
    """What may be told of a relation; a type takes only what belongs to it."""

    starts_on: date | None = None
    ends_on: date | None = None
    job_title: str = ""
    is_main: bool = False
    stake: str = ""
    attitude: str = ""
    note: str = ""


_FACTS = ("starts_on", "ends_on", "job_title", "is_main", "stake", "attitude", "note")
#: Which facts a type takes beside its days and note.
OWN_FACTS: dict[str, tuple[str, ...]] = {
    RelationType.WORKS_AT: ("job_title", "is_main"),
    RelationType.PART_OF: (),
    RelationType.REFERRED_BY: (),
    RelationType.STAKEHOLDER_OF: ("stake", "attitude"),
}
#: The kinds that the two customers must be of; None: any.
KINDS: dict[str, tuple[CustomerKind | None, CustomerKind | None]] = {
    RelationType.WORKS_AT: (CustomerKind.PERSON, CustomerKind.ORGANISATION),
    RelationType.PART_OF: (CustomerKind.ORGANISATION, CustomerKind.ORGANISATION),
    RelationType.REFERRED_BY: (None, None),
    RelationType.STAKEHOLDER_OF: (CustomerKind.PERSON, CustomerKind.ORGANISATION),
}


@transaction.atomic
def add_relation(
    source: Customer,
    target: Customer,
    *,
    type_: RelationType,
    facts: RelationFacts,
    by: User,
    at: datetime | None = None,
) -> Relation:
    """Read as a sentence: `source` works at, is a subsidiary of, was referred by, is a stakeholder of `target`."""
    moment = at or timezone.now()
    if source.pk == target.pk:
        raise WithItself
    locked = locked_customers(by, source.pk, target.pk)
    relation = Relation(type=type_, source=locked[source.pk], target=locked[target.pk], created_at=moment)
    _check_kinds(relation)
    _take(relation, facts, today=timezone.localdate(moment))
    _settle(relation, by=by, at=moment)
    relation.save()
    _tell("relation.added", relation, after=recorded(relation), by=by, at=moment)
    return relation


@transaction.atomic
def change_relation(
    relation: Relation, facts: RelationFacts, *, version: int, by: User, at: datetime | None = None
) -> Relation:
    moment = at or timezone.now()
    locked = _locked(relation.pk, by)
    if locked.version != version:
        raise Outdated
    before = recorded(locked)
    _take(locked, facts, today=timezone.localdate(moment))
    _keep(locked, before, verb="relation.changed", by=by, at=moment)
    return locked


@transaction.atomic
def end_relation(relation: Relation, *, on: date, by: User, at: datetime | None = None) -> Relation:
    """It stays as history. A referral has happened and does not end."""
    moment = at or timezone.now()
    locked = _locked(relation.pk, by)
    if locked.type == RelationType.REFERRED_BY:
        raise InvalidValue("ends_on", _("A referral has no end. Remove it if it was a mistake."))
    before = recorded(locked)
    checked_days(locked.starts_on, on, today=timezone.localdate(moment))
    locked.ends_on = on
    _keep(locked, before, verb="relation.ended", by=by, at=moment)
    return locked


@transaction.atomic
def remove_relation(relation: Relation, *, by: User, at: datetime | None = None) -> None:
    """For a mistake only: the event keeps what was there."""
    locked = _locked(relation.pk, by)
    _tell("relation.removed", locked, before=recorded(locked), by=by, at=at)
    locked.delete()


def locked_customers(by: User, *ids: int) -> dict[int, Customer]:
    """In the order of their ids, so that two writers never wait for each other."""
    found = {
        one.pk: one
        for one in Customer.objects.select_for_update(of=("self",))
        .filter(reach(by, "customer.change"), pk__in=ids, merged_into__isnull=True)
        .order_by("pk")
    }
    if len(found) != len(set(ids)):
        raise NotVisible
    return found


def recorded(relation: Relation) -> dict[str, object]:
    """As it stands in an event: days as text, ids and never names, for not every reader may see both customers."""
    told: dict[str, object] = {"type": relation.type, "source_id": relation.source_id, "target_id": relation.target_id}
    for name in _FACTS:
        value = getattr(relation, name)
        told[name] = value.isoformat() if isinstance(value, date) else value
    return told


def _locked(pk: int, by: User) -> Relation:
    found = Relation.objects.filter(pk=pk).values_list("source_id", "target_id").first()
    if found is None:
        raise NotVisible
    customers = locked_customers(by, *found)
    locked = Relation.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if locked is None:
        raise NotVisible
    locked.source, locked.target = customers[locked.source_id], customers[locked.target_id]
    return locked


def _check_kinds(relation: Relation) -> None:
    source_kind, target_kind = KINDS[relation.type]
    if source_kind is not None and relation.source.kind != source_kind:
        sentence = (
            _("“%(name)s” is an organisation. Choose a person here.")
            if source_kind == CustomerKind.PERSON
            else _("“%(name)s” is a person. Choose an organisation here.")
        )
        raise WrongKind(sentence % {"name": relation.source.name})
    if target_kind is not None and relation.target.kind != target_kind:
        raise WrongKind(_("“%(name)s” is a person. Choose an organisation here.") % {"name": relation.target.name})


def _take(relation: Relation, facts: RelationFacts, *, today: date) -> None:
    own = OWN_FACTS[relation.type]
    is_referral = relation.type == RelationType.REFERRED_BY
    relation.starts_on = facts.starts_on
    relation.ends_on = None if is_referral else facts.ends_on
    checked_days(relation.starts_on, relation.ends_on, today=today)
    if is_referral and relation.starts_on and relation.starts_on > today:
        raise InvalidValue("starts_on", _("A referral cannot lie ahead. Give the day on which it happened."))
    relation.note = checked_text("note", facts.note, longest=500)
    relation.job_title = checked_text("job_title", facts.job_title, longest=120) if "job_title" in own else ""
    relation.is_main = facts.is_main if "is_main" in own else False
    relation.stake = facts.stake if "stake" in own else ""
    relation.attitude = (facts.attitude or Attitude.UNKNOWN) if "attitude" in own else ""
    if "stake" in own and (relation.stake not in Stake.values or relation.attitude not in Attitude.values):
        raise InvalidValue("stake", _("Choose which part this person plays."))


def _settle(relation: Relation, *, by: User, at: datetime) -> None:
    """What the database would refuse is refused here, with a sentence; a new main place of work takes over from the old."""
    with connection.cursor() as cursor:
        # Chains run through customers that this writer has not locked: one writer of a type at a time.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('idic.relation.' || %s, 0))", [relation.type])
    others = Relation.objects.filter(type=relation.type, source=relation.source).exclude(pk=relation.pk)
    if relation.type == RelationType.REFERRED_BY:
        if others.exists():
            raise AlreadyRelated(
                _("“%(name)s” has a referrer already. A customer is brought by one; remove the other first.")
                % {"name": relation.source.name}
            )
    else:
        at_that_time = [one for one in others if _overlap(one, relation)]
        if relation.type == RelationType.PART_OF and at_that_time:
            raise AlreadyRelated(
                _("“%(name)s” has a parent organisation at that time. End that relation first.")
                % {"name": relation.source.name}
            )
        if any(one.target_id == relation.target_id for one in at_that_time):
            raise AlreadyRelated(
                _("These two are related in this way at that time already. Change that relation instead.")
            )
        if relation.is_main:
            for one in at_that_time:
                if one.is_main:
                    _demote(one, by=by, at=at)
    check_chain(relation)


def _demote(relation: Relation, *, by: User, at: datetime) -> None:
    before = recorded(relation)
    relation.is_main = False
    relation.version += 1
    relation.save(update_fields=["is_main", "version"])
    was, now = changes_between(before, recorded(relation))
    _tell("relation.changed", relation, before=was, after=now, by=by, at=at)


def _overlap(one: Relation, other: Relation) -> bool:
    """An end is the first day without; a relation that ends where it starts holds on no day."""
    starts = max(one.starts_on or date.min, other.starts_on or date.min)
    return starts < min(one.ends_on or date.max, other.ends_on or date.max)


def _keep(relation: Relation, before: Mapping[str, object], *, verb: str, by: User, at: datetime | None) -> None:
    was, now = changes_between(before, recorded(relation))
    if not now:
        return
    _settle(relation, by=by, at=at or timezone.now())
    relation.version += 1
    relation.save(update_fields=[*_FACTS, "version"])
    _tell(verb, relation, before=was, after=now, by=by, at=at)


def _tell(
    verb: str,
    relation: Relation,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    by: User,
    at: datetime | None = None,
) -> None:
    """One event on each timeline, the second caused by the first; each says how its own customer takes part."""
    cause: int | None = None
    for customer_id, is_source in ((relation.source_id, True), (relation.target_id, False)):
        side = {"relation": RelationSide.of(relation.type, is_source=is_source).value}
        cause = append_event(
            NewEvent(
                verb, "relation", relation.pk, customer_id=customer_id, cause_id=cause,
                before={**(before or {}), **side}, after=dict(after or {}),
            ),
            by=by,
            at=at,
        )  # fmt: skip


@undoes("relation.added")
def _take_back_adding(event: Event, by: User) -> None:
    relation = _as_left(event, by)
    remove_relation(relation, by=by)


@undoes("relation.changed", "relation.ended")
def _take_back_change(event: Event, by: User) -> None:
    relation = _as_left(event, by)
    before = recorded(relation)
    for name in _FACTS:
        if name in event.before:
            setattr(relation, name, _read(name, event.before[name]))
    try:
        _keep(relation, before, verb="relation.changed", by=by, at=None)
    except IdentifyError as error:
        raise ChangedSince from error


@undoes("relation.removed")
def _take_back_removal(event: Event, by: User) -> None:
    told = event.before
    customers = locked_customers(by, int(told["source_id"]), int(told["target_id"]))
    if Relation.objects.filter(pk=event.subject_id).exists():
        raise ChangedSince
    relation = Relation(
        pk=event.subject_id, type=told["type"], source=customers[told["source_id"]], target=customers[told["target_id"]],
        created_at=timezone.now(), **{name: _read(name, told[name]) for name in _FACTS},
    )  # fmt: skip
    try:
        _settle(relation, by=by, at=relation.created_at)
    except IdentifyError as error:
        raise ChangedSince from error
    relation.save(force_insert=True)
    _tell("relation.added", relation, after=recorded(relation), by=by)


def _as_left(event: Event, by: User) -> Relation:
    """The relation, if it still holds what this event left there."""
    try:
        relation = _locked(event.subject_id, by)
    except NotVisible as error:
        raise ChangedSince from error
    now = recorded(relation)
    if any(now[name] != value for name, value in event.after.items() if name in now):
        raise ChangedSince
    return relation


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in ("starts_on", "ends_on") and value else value
