"""One value told about many customers: the desk's own word on each, written set-based and taken back exactly.

Each customer's desk record gets the value, or a desk record is made for it; the golden view is computed again for the
whole chunk. A postcode or a province alone would replace a whole address, so the address on show goes with it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from idic.domain.identify.enums import LinkReason
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.normalising import NormalisedRecord, digest_of, normalise_record
from idic.domain.identify.operations.sources import desk_source
from idic.foundation.accounts.models import User
from idic.foundation.languages.provinces import stored_province
from idic.foundation.views.acts import Done

PLACE = ("address", "district", "province", "postcode", "country")
_KEYS = NormalisedRecord.KEYS

_KNOWN = f"""
SELECT c.id, r.id, r.payload, r.facts, r.digest, r.received_at, r.sex,
       r.address, r.district, r.province, r.postcode, r.country,
       c.address, c.district, c.province, c.postcode, c.country, c.kind, c.name, c.sort_name,
       EXISTS (SELECT FROM identify_sourcerecord n WHERE n.customer_id = c.id AND n.name <> ''),
       {", ".join(f"r.{one}" for one in _KEYS)}
FROM identify_customer c LEFT JOIN (
    SELECT DISTINCT ON (customer_id) * FROM identify_sourcerecord
    WHERE customer_id = ANY(%s) AND source_id = %s AND NOT EXISTS (
        SELECT FROM merging_movedrecord m WHERE m.record_id = identify_sourcerecord.id AND m.returned_at IS NULL)
    ORDER BY customer_id, id
) AS r ON r.customer_id = c.id
WHERE c.id = ANY(%s) AND c.merged_into_id IS NULL ORDER BY c.id FOR UPDATE OF c
"""  # noqa: S608 -- put together from this file's own columns
_VERSIONS = """
INSERT INTO identify_recordversion (record_id, payload, received_at, replaced_at)
SELECT id, payload, received_at, %s FROM identify_sourcerecord WHERE id = ANY(%s)
"""
_ROWS = f"""jsonb_to_recordset(%s::jsonb) AS n(id bigint, customer bigint, key text, payload jsonb, facts jsonb, digest text,
    at timestamptz, sex text, address text, district text, province text, postcode text, country text,
    kind text, name text, name_key text,
    {", ".join(f"{one} {'smallint' if one == 'birth_year' else 'text'}" for one in _KEYS)})"""
_UPDATE = f"""
UPDATE identify_sourcerecord r SET payload = n.payload, facts = n.facts, digest = n.digest, received_at = n.at, sex = n.sex,
    {", ".join(f"{one} = n.{one}" for one in (*PLACE, *_KEYS))}
FROM {_ROWS} WHERE r.id = n.id
"""  # noqa: S608 -- put together from this file's own columns
_INSERT = f"""
INSERT INTO identify_sourcerecord (source_id, key, customer_id, payload, facts, digest, received_at, sex,
    {", ".join((*PLACE, *_KEYS))}, kind, name, name_key, title, given_name, family_name, phones, email, email_key,
    national_id, tax_id, language, search_text, search_keys)
SELECT %s, n.key, n.customer, n.payload, n.facts, n.digest, n.at, n.sex,
    {", ".join(f"n.{one}" for one in (*PLACE, *_KEYS))}, n.kind, n.name, n.name_key, '', '', '', '{{}}', '', '',
    '', '', '', '', '{{}}'
FROM {_ROWS}
RETURNING id, customer_id
"""  # noqa: S608 -- put together from this file's own columns
_LINKS = """
INSERT INTO identify_link (record_id, customer_id, valid_from, reason, decided_by_id)
SELECT n.record, n.customer, %s, %s, %s FROM unnest(%s::bigint[], %s::bigint[]) AS n(record, customer)
"""


@dataclass(frozen=True)
class Word:
    """What the desk says: `name` is a column of the place or `sex`, else a fact; `typed` stands in the payload, `value`
    is the same as it is kept. An empty value takes the desk's word back; another source's shows again."""

    name: str
    typed: str
    value: Any


def tell_customers(ids: Sequence[int], word: Word, *, by: User, at: datetime) -> list[Done]:
    """In the caller's transaction; rights are the caller's. Returns those whose record changed."""
    source = desk_source()
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [list(ids), source.pk, list(ids)])
        known = [_read(row) for row in cursor.fetchall()]
        done: list[Done] = []
        fresh: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for row in known:
            said = _said(row, word, at)
            if said is None:
                continue
            if row[1] is None:
                fresh.append(said)
            else:
                changed.append(said)
                done.append(Done(row[0], _before(row), {"record": row[1], "digest": said["digest"]}))
        if changed:
            cursor.execute(_VERSIONS, [at, [one["id"] for one in changed]])
            cursor.execute(_UPDATE, [_json(changed)])
        if fresh:
            cursor.execute(_INSERT, [source.pk, _json(fresh)])
            made = {customer: record for record, customer in cursor.fetchall()}
            cursor.execute(_LINKS, [at, LinkReason.BY_HAND, by.pk, list(made.values()), list(made)])
            done += [
                Done(one["customer"], {}, {"record": made[one["customer"]], "digest": one["digest"]}) for one in fresh
            ]
    recompute_golden([one.record_id for one in done], at=at)
    return done


def take_back(done: Sequence[Done], *, at: datetime) -> set[int]:
    """Every desk record as it was, and none where none was. Where the desk has said something else since, or the customer
    was merged away, it stays."""
    by_record = {int(one.after["record"]): one for one in done}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT r.id, r.customer_id, r.digest FROM identify_sourcerecord r JOIN identify_customer c ON c.id = r.customer_id
               WHERE r.id = ANY(%s) AND c.merged_into_id IS NULL ORDER BY c.id FOR UPDATE OF r, c""",
            [list(by_record)],
        )
        still = [
            by_record[pk]
            for pk, customer, digest in cursor.fetchall()
            if by_record[pk].record_id == customer and by_record[pk].after["digest"] == digest
        ]
        made = [int(one.after["record"]) for one in still if not one.before]
        changed = [{**_as_before(one.before), "id": one.after["record"]} for one in still if one.before]
        if changed:
            cursor.execute(_VERSIONS, [at, [one["id"] for one in changed]])
            cursor.execute(_UPDATE, [_json(changed)])
        if made:
            cursor.execute("DELETE FROM identify_link WHERE record_id = ANY(%s)", [made])
            cursor.execute("DELETE FROM identify_contactpoint WHERE record_id = ANY(%s)", [made])
            cursor.execute("DELETE FROM identify_recordversion WHERE record_id = ANY(%s)", [made])
            cursor.execute("DELETE FROM identify_sourcerecord WHERE id = ANY(%s)", [made])
    restored = [one.record_id for one in still]
    recompute_golden(restored, at=at)
    return set(restored)


def _read(row: Sequence[Any]) -> tuple[Any, ...]:
    """A bare cursor hands over jsonb as text."""
    return (*row[:2], *(json.loads(text) if text else {} for text in row[2:4]), *row[4:])


def _said(row: Sequence[Any], word: Word, at: datetime) -> dict[str, Any] | None:
    """The desk record as it shall be; None where it says so already."""
    customer, record, payload, facts, digest, _at, sex = row[:7]
    own, shown, (kind, name, sort_name, has_name) = row[7:12], row[12:17], row[17:21]
    keys = dict(zip(_KEYS, row[21:], strict=True))
    payload, facts, place = dict(payload), dict(facts), dict(zip(PLACE, own, strict=True))
    if word.name in PLACE:
        if not any(place.values()):
            place = dict(zip(PLACE, shown, strict=True))
        place[word.name] = word.value
        payload = {key: text for key, text in payload.items() if key not in PLACE}
        payload |= {key: text for key, text in place.items() if text}
    elif word.typed:
        payload[word.name] = word.typed
    else:
        payload.pop(word.name, None)
    if word.name not in PLACE and word.name != "sex":
        facts.pop(word.name, None)
        if word.value not in (None, "", []):
            facts[word.name] = word.value
    if record is None and not has_name:
        payload["name"] = name  # a customer without any name would lose the one on show
    said = digest_of({key: text if isinstance(text, str) else json.dumps(text) for key, text in payload.items()})
    if said == digest or (record is None and not word.typed):
        return None
    if record is None or word.name in PLACE:
        keys = _keys(payload, kind)
    return {
        "id": record, "customer": customer, "key": uuid.uuid4().hex, "payload": payload, "facts": facts, "digest": said,
        "at": at, "sex": word.value if word.name == "sex" else sex or "",
        **{key: text or "" for key, text in place.items()}, **keys,
        "kind": kind, "name": "" if has_name else name, "name_key": "" if has_name else sort_name,
    }  # fmt: skip


def _before(row: Sequence[Any]) -> dict[str, Any]:
    _customer, _record, payload, facts, digest, at, sex = row[:7]
    place = dict(zip((*PLACE, *_KEYS), (*row[7:12], *row[21:]), strict=True))
    return {"payload": payload, "facts": facts, "digest": digest, "at": at.isoformat(), "sex": sex, **place}


def _as_before(before: Mapping[str, Any]) -> dict[str, Any]:
    """What was noted before records had keys has none, and may have a province in another spelling."""
    return {**_keys(before["payload"], ""), **before, "province": stored_province(before["province"])}


def _keys(payload: Mapping[str, Any], kind: str) -> dict[str, Any]:
    said = {name: text for name, text in payload.items() if isinstance(text, str)}
    record = normalise_record({"kind": kind, **said})
    return {name: getattr(record, name) for name in _KEYS}


def _json(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, default=lambda moment: moment.isoformat())
