"""A rule's predicate held against one record as it is now, with what was found for every condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from idic.foundation.nouns.compiling import read_predicate, respelled
from idic.foundation.nouns.registry import base_sql, fields_of, noun_of
from idic.methods import predicate


@dataclass(frozen=True)
class Verdict:
    holds: bool
    why: list[dict[str, Any]]


def judge(noun: str, stored: Mapping[str, object], pk: int, *, as_of: date) -> Verdict:
    """Raises PredicateRefused where the rule names what is not there any more."""
    return judge_many(noun, stored, [pk], as_of=as_of).get(pk, Verdict(holds=False, why=[]))


def judge_many(noun: str, stored: Mapping[str, object], pks: Sequence[int], *, as_of: date) -> dict[int, Verdict]:
    """One query for all records; those that are gone are left out."""
    if not stored:
        return {pk: Verdict(holds=True, why=[]) for pk in pks}
    fields = fields_of(noun)
    rule = respelled(read_predicate(stored, fields), fields)
    names = predicate.fields_used(rule)
    alias = noun_of(noun).alias
    columns = ", ".join(f"({fields[name].expression})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {alias}.id, {columns} {base_sql(noun)} AND {alias}.id = ANY(%s)", [list(pks)])
        rows = cursor.fetchall()
    verdicts = {}
    for pk, *values in rows:
        found = predicate.explain(rule, dict(zip(names, values, strict=True)), as_of=as_of)
        verdicts[pk] = Verdict(found.is_member, [_told(one) for one in found.leaves])
    return verdicts


def _told(found: predicate.LeafOutcome) -> dict[str, Any]:
    assert isinstance(found.leaf, predicate.Leaf)  # a rule of automation asks about fields alone
    return {
        "field": found.leaf.field, "op": found.leaf.op.value, "value": _plain(found.leaf.value),
        "actual": _plain(found.actual), "outcome": found.outcome,
    }  # fmt: skip


def _plain(value: object) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal | date):
        return str(value)
    return value
