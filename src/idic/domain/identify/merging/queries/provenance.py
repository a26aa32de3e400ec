"""Where a value on show comes from, which rule chose it, and what else it could be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from idic.domain.identify.golden_order import FIELDS, FieldSql
from idic.domain.identify.merging.enums import Criterion, GoldenField, JudgementKind
from idic.domain.identify.merging.models import Judgement
from idic.domain.identify.merging.operations.merge import FACT
from idic.domain.identify.merging.queries.rules import rules_in_force, worded_rules
from idic.domain.identify.models import Customer, SourceRecord

_MOST = 100


@dataclass(frozen=True)
class Candidate:
    """What one record says. `keys` are what the criteria compare, the larger preferred."""

    record: SourceRecord
    text: str
    chosen_at: datetime | None
    is_verified: bool
    keys: dict[str, object]


@dataclass(frozen=True)
class Provenance:
    """`decided_by` is the criterion that set the shown value before the next best: "chosen", "desk", "only", "same", a
    Criterion, or "latest" where the criteria left it open."""

    field: str
    shown: Candidate | None
    others: list[Candidate]
    decided_by: str
    criteria: tuple[Criterion, ...]


def provenance_of(customer: Customer, field: str) -> Provenance:
    """`field` is a GoldenField or `fact:` and a key."""
    return provenances_among([customer.pk], [field])[field]


def provenances_among(customer_ids: Sequence[int], fields: Sequence[str]) -> dict[str, Provenance]:
    """As if these customers were one: four queries, however many fields."""
    orders = {one.field.value: one.criteria for one in worded_rules(rules_in_force())}
    told = _candidates(customer_ids, fields)
    found = {}
    for field in fields:
        criteria = orders[GoldenField.FACTS.value if field.startswith(FACT) else field]
        candidates = sorted(told[field], key=lambda one: _order(one, criteria), reverse=True)
        shown, others = (candidates[0], candidates[1:]) if candidates else (None, [])
        decided = _decided(shown, others, criteria) if shown else "only"
        found[field] = Provenance(field, shown, others, decided, criteria)
    return found


def _order(one: Candidate, criteria: Sequence[Criterion]) -> tuple[object, ...]:
    never = datetime.min.replace(tzinfo=one.record.received_at.tzinfo)
    return (
        one.chosen_at or never, one.record.source.is_by_hand, *(one.keys[criterion] for criterion in criteria),
        one.record.received_at, one.record.pk,
    )  # fmt: skip


def _decided(shown: Candidate, others: Sequence[Candidate], criteria: Sequence[Criterion]) -> str:
    if shown.chosen_at is not None:
        return "chosen"
    differing = [one for one in others if one.text != shown.text]
    if not others:
        return "only"
    if not differing:
        return "same"
    if shown.record.source.is_by_hand and not differing[0].record.source.is_by_hand:
        return "desk"
    for criterion in criteria:
        if shown.keys[criterion] != differing[0].keys[criterion]:
            return criterion.value
    return "latest"


def _candidates(customer_ids: Sequence[int], fields: Sequence[str]) -> dict[str, list[Candidate]]:
    rows = _values(customer_ids, fields)
    records = (
        SourceRecord.objects.select_related("source")
        .defer("search_text", "search_keys", "payload")
        .in_bulk([row[0] for row in rows])
    )
    chosen: dict[tuple[int, str], datetime] = {}
    verified: dict[tuple[int, str], str] = {}
    for one in Judgement.objects.filter(record_id__in=list(records), field__in=fields):
        place = (one.record_id, one.field)
        if one.kind == JudgementKind.CHOSEN:
            chosen[place] = max(one.at, chosen.get(place, one.at))
        else:
            verified[place] = one.value
    found: dict[str, list[Candidate]] = {field: [] for field in fields}
    for pk, *told in rows:
        record = records[pk]
        for number, field in enumerate(fields):
            text, digest, complete, often = told[4 * number : 4 * number + 4]
            if text is None:
                continue
            is_verified = verified.get((pk, field)) == digest
            keys: dict[str, object] = {
                Criterion.VERIFIED: is_verified, Criterion.RANK: record.source.rank,
                Criterion.RECENT: record.received_at, Criterion.COMPLETE: complete, Criterion.FREQUENT: often,
            }  # fmt: skip
            found[field].append(Candidate(record, text, chosen.get((pk, field)), is_verified, keys))
    return found


def _values(customer_ids: Sequence[int], fields: Sequence[str]) -> list[tuple[Any, ...]]:
    """The record, then for each field: the value as text (NULL: not known), its digest, completeness, and how many say
    the same."""
    columns, keys = [], {}
    for number, field in enumerate(fields):
        if field.startswith(FACT):
            keys[f"key{number}"] = field.removeprefix(FACT)
            said = f"(r.facts->%(key{number})s)"
            sql = FieldSql(f"{said} IS NOT NULL", f"{said}::text", said, f"char_length({said}::text)")
            shown = f"r.facts->>%(key{number})s"
        else:
            sql = FIELDS[field]
            shown = sql.text
        columns.append(
            f"CASE WHEN {sql.known} THEN {shown} END, md5({sql.text}), {sql.complete},"
            f" count(*) OVER (PARTITION BY {sql.same})"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT r.id, {", ".join(columns)} FROM identify_sourcerecord r
                WHERE r.customer_id = ANY(%(customers)s) ORDER BY r.id DESC LIMIT {_MOST}""",  # noqa: S608 - declared
            {"customers": list(customer_ids), **keys},
        )
        return list(cursor.fetchall())
