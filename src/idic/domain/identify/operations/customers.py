from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.identify.enums import ContactKind, CustomerKind, LinkReason
from idic.domain.identify.errors import InvalidValue, NameMissing, Outdated
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.merging.queries.own_records import own_desk_record
from idic.domain.identify.models import ContactPoint, Customer, Link, RecordVersion, SourceRecord
from idic.domain.identify.normalising import NormalisedRecord, digest_of, normalise_record
from idic.domain.identify.operations.newcomers import RECORDED, insert_newcomer
from idic.domain.identify.operations.sources import DESK_CODE, desk_source
from idic.domain.identify.refusals import sentence_for
from idic.domain.identify.rules import reach
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.attributes.models import PREFIX
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.attributes.queries.values import clean_values
from idic.foundation.attributes.reading import as_typed
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between, told_event
from idic.foundation.languages.provinces import stored_province
from idic.foundation.nouns.errors import FieldLocked, ValueRefused

#: Texts as typed; several choices of a custom attribute may come as a list.
DeskValues = Mapping[str, str | Sequence[str]]

#: What a person may type about a customer, beside the custom attributes under their keys; the same names as the
#: import's target fields.
DESK_FIELDS = (
    "kind", "title", "given_name", "family_name", "name", "nickname", "phone", "phone2", "email", "national_id", "tax_id",
    "birth_date", "sex", "address", "district", "province", "postcode", "country", "note",
)  # fmt: skip
_WHOLE = (
    frozenset({"kind", "title", "given_name", "family_name", "name"}),
    frozenset({"address", "district", "province", "postcode", "country"}),
)


def create_customer(
    values: DeskValues,
    *,
    by: User,
    at: datetime | None = None,
    look: Callable[[NormalisedRecord], None] | None = None,
) -> Customer:
    """`look` sees what is to be kept before it is, and stops it by raising."""
    require(by, "customer.create")
    moment = at or timezone.now()
    with _transaction(values):
        payload = _payload(values, _attribute_values(values, {}, kind=_kind(values)))
        record = _checked(payload, today=timezone.localdate(moment))
        if look is not None:
            look(record)
        customer = _insert(record, payload, moment, by)
        if customer is None:
            # The desk is a source from the day that somebody types at it.
            desk_source()
            customer = _insert(record, payload, moment, by)
    assert customer is not None
    return customer


def _transaction(values: DeskValues) -> AbstractContextManager[None]:
    """A newcomer is one statement, which stands or falls by itself. More is needed where custom attributes were typed, as
    a unique one is held until it is stored, and inside a transaction of others, so that this part can fail alone."""
    holds = any(value for name, value in values.items() if name.startswith(PREFIX))
    return transaction.atomic() if holds or connection.in_atomic_block else nullcontext()


def _insert(record: NormalisedRecord, payload: dict[str, str], moment: datetime, by: User) -> Customer | None:
    return insert_newcomer(
        DESK_CODE,
        customer={"created_at": moment, "updated_at": moment, "owner_id": by.pk, "team_id": by.team_id},
        record={"key": uuid.uuid4().hex, **_told(record, payload, moment)},
        points=_points(record, payload),
        link={"valid_from": moment, "reason": LinkReason.NEW, "decided_by_id": by.pk},
        event=told_event(NewEvent("customer.created", "customer", 0), by=by, at=moment),
    )


@transaction.atomic
def edit_customer(
    customer: Customer, values: DeskValues, *, version: int, by: User, at: datetime | None = None
) -> Customer:
    """The edit is the desk's own record of this customer: it outranks the other sources, and they stay as they are.

    An emptied field takes back what the desk said; another source's value shows again.
    """
    moment = at or timezone.now()
    locked = (
        Customer.objects.select_for_update(of=("self",))
        .filter(reach(by, "customer.change"), pk=customer.pk, merged_into__isnull=True)
        .first()
    )
    if locked is None:
        raise NotVisible
    if locked.version != version:
        raise Outdated
    before = _recorded(locked)
    desk = own_desk_record(locked)
    known = dict(desk.payload) if desk else {}
    attributes = _attribute_values(
        values, shown_values(locked), kind=_kind(values) or locked.kind, customer_id=locked.pk
    )
    payload = _payload({**known, **_differences(locked, values)}, attributes)
    if desk is None and not payload:
        return locked
    others_tell_who = locked.record_count > (0 if desk is None else 1)
    record = _checked(payload, today=timezone.localdate(moment), needs_name=not others_tell_who)
    if desk is None:
        desk = SourceRecord(source=desk_source(), key=uuid.uuid4().hex, customer=locked)
    elif desk.digest == digest_of(payload):
        return locked
    else:
        RecordVersion.objects.create(
            record=desk, payload=desk.payload, received_at=desk.received_at, replaced_at=moment
        )
    is_new = desk.pk is None
    stored = store_record(desk, record, payload, moment)
    if is_new:
        Link.objects.create(record=stored, customer=locked, valid_from=moment, reason=LinkReason.BY_HAND, decided_by=by)
    recompute_golden([locked.pk], at=moment)
    locked.refresh_from_db()
    changed_before, changed_after = changes_between(before, _recorded(locked))
    append_event(
        NewEvent(
            "customer.changed", "customer", locked.pk, customer_id=locked.pk, before=changed_before, after=changed_after
        ),
        by=by,
        at=moment,
    )
    return locked


def _kind(values: DeskValues) -> str:
    return str(values.get("kind") or "")


def _attribute_values(
    values: DeskValues, shown: Mapping[str, str], *, kind: str, customer_id: int | None = None
) -> dict[str, str]:
    """Custom attributes that the person changed, as they are kept; an empty text takes back what the desk said."""
    typed = {
        name: value
        for name, value in values.items()
        if name.startswith(PREFIX) and as_typed(value).strip() != shown.get(name, "")
    }
    if not typed:
        return {}
    try:
        cleaned = clean_values("customer", typed, kind=kind or CustomerKind.PERSON, record_id=customer_id)
    except (ValueRefused, FieldLocked) as refusal:
        raise InvalidValue(refusal.field, str(refusal)) from refusal
    return {name: as_typed(value) for name, value in cleaned.items()}


def _payload(values: DeskValues, attributes: Mapping[str, str]) -> dict[str, str]:
    payload = {name: str(values[name]).strip() for name in DESK_FIELDS if str(values.get(name) or "").strip()}
    if payload.get("kind") != CustomerKind.ORGANISATION and (payload.get("given_name") or payload.get("family_name")):
        payload.pop("name", None)  # a person's whole name follows from its parts
    kept = {name: str(value) for name, value in values.items() if name.startswith(PREFIX)}
    return payload | {name: value for name, value in {**kept, **attributes}.items() if value}


def _differences(customer: Customer, values: DeskValues) -> dict[str, str]:
    """Only what the person changed: a value shown from another source must not become the desk's by being saved.

    A name and an address are taken whole, because the golden view never mixes parts of two records.
    """
    shown = shown_values(customer)
    typed = {name: str(value or "").strip() for name, value in values.items() if name in DESK_FIELDS}
    taken = {name for name, value in typed.items() if value != shown.get(name, "")}
    if stored_province(typed.get("province", "")) == stored_province(shown["province"]):
        taken -= {"province"}  # another language's word for the same
    for group in _WHOLE:
        if taken & group:
            taken |= group
    return {name: typed.get(name, shown.get(name, "")) for name in taken}


def shown_values(customer: Customer) -> dict[str, str]:
    """The golden values as a form shows them."""
    values = {name: str(getattr(customer, name) or "") for name in RECORDED if name not in ("facts", "birth_date")}
    values["birth_date"] = customer.birth_date.isoformat() if customer.birth_date else ""
    values["nickname"] = str(customer.facts.get("nickname", ""))
    values["note"] = str(customer.facts.get("note", ""))
    return values | {name: as_typed(value) for name, value in customer.facts.items() if name.startswith(PREFIX)}


def _checked(payload: dict[str, str], *, today: date, needs_name: bool = True) -> NormalisedRecord:
    """At a desk a person sits who can mend a wrong value at once, so a doubt refuses the form.

    An edit of what other records tell may leave the name to them. Custom attributes were checked when they were typed;
    one that fits its definition no longer is dropped.
    """
    attributes = definitions_of("customer", archived=True) if any(name.startswith(PREFIX) for name in payload) else ()
    record = normalise_record(payload, today=today, decimal=".", attributes=attributes, known=True)
    if needs_name and not (record.name or record.phones or record.email):
        raise NameMissing
    for name, code in record.doubts:
        if not name.startswith(PREFIX):
            raise InvalidValue(name, sentence_for(code))
        payload.pop(name, None)
    return record


def _told(record: NormalisedRecord, payload: dict[str, str], moment: datetime) -> dict[str, object]:
    """The columns of a record but those that say whose it is."""
    return {
        **{name: getattr(record, name) for name in (*NormalisedRecord.FIELDS, *NormalisedRecord.KEYS)},
        "phones": record.phone_values, "facts": record.facts, "search_text": record.search_text,
        "search_keys": record.search_keys, "payload": payload, "digest": digest_of(payload), "received_at": moment,
    }  # fmt: skip


def store_record(
    stored: SourceRecord, record: NormalisedRecord, payload: dict[str, str], moment: datetime
) -> SourceRecord:
    """With its contact points. Its link, and the golden view, are the caller's."""
    for name, value in _told(record, payload, moment).items():
        setattr(stored, name, value)
    if stored.pk is not None:
        ContactPoint.objects.filter(record=stored).delete()
    stored.save()
    ContactPoint.objects.bulk_create(
        ContactPoint(record=stored, customer=stored.customer, **point) for point in _points(record, payload)
    )
    return stored


def _points(record: NormalisedRecord, payload: Mapping[str, str]) -> list[dict[str, Any]]:
    points = [
        _point(ContactKind.PHONE, phone.raw, phone.value, phone.extension, is_valid=phone.is_valid)
        for phone in record.phones
    ]
    if record.email:
        raw = payload.get("email", record.email)
        points.append(_point(ContactKind.EMAIL, raw, record.email, is_valid=record.email_is_valid))
    if record.address:
        points.append(_point(ContactKind.ADDRESS, record.address, record.address))
    return points


def _point(kind: ContactKind, raw: str, value: str, extension: str = "", *, is_valid: bool = True) -> dict[str, Any]:
    return {"kind": kind, "raw": raw, "value": value, "extension": extension, "is_valid": is_valid}


def _recorded(customer: Customer) -> dict[str, object]:
    return {name: getattr(customer, name) for name in RECORDED if getattr(customer, name)}
