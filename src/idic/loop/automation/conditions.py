"""A rule's predicate held against one record as it is now, with what was found for every condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from idic.foundation.nouns.compiling import read_predicate
from idic.foundation.nouns.registry import base_sql, fields_of, noun_of
from idic.methods import predicate


@dataclass(frozen=True)
class Verdict:
    holds: bool
    why: list[dict[str, Any]]


def judge(noun: str, stored: Mapping[str, object], pk: int, *, as_of: date) -> Verdict:
    """Raises PredicateRefused where the rule names what is not there any more."""
    if not stored:
        return Verdict(holds=True, why=[])
    fields = fields_of(noun)
    rule = read_predicate(stored, fields)
    names = predicate.fields_used(rule)
    columns = ", ".join(f"({fields[name].expression})" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} {base_sql(noun)} AND {noun_of(noun).alias}.id = %s", [pk])
        row = cursor.fetchone()
    if row is None:
        return Verdict(holds=False, why=[])
    found = predicate.explain(rule, dict(zip(names, row, strict=True)), as_of=as_of)
    return Verdict(found.is_member, [_told(one) for one in found.leaves])


def _told(found: predicate.LeafOutcome) -> dict[str, Any]:
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
