"""A person's values out of the events: the events of their customers whole, others only where one of their texts stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from django.db import connection

from idic.domain.identify.privacy.person import Person
from idic.domain.identify.privacy.terms import LOWERED, Terms, like
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.redact import Redacted, Sides, redact_events

_OWN = """
SELECT id, before::text, after::text FROM events_event
WHERE (customer_id = ANY(%(customers)s) OR (subject_kind = 'customer' AND subject_id = ANY(%(customers)s)))
  AND (before <> '{}' OR after <> '{}')
"""
_NAMING = f"""
SELECT id, before::text, after::text FROM events_event
WHERE (before <> '{{}}' OR after <> '{{}}') AND lower(concat_ws(E'\\n', before::text, after::text)) LIKE ANY({LOWERED})
"""  # noqa: S608 - the texts above
# What tells of our own bookkeeping and of nobody: numbers of records, counts, versions.
_KEPT = frozenset({"version", "rows", "count", "bytes", "number", "size"})


def forget_in_events(person: Person, terms: Terms, *, reason: str, request_id: int | None, by: User | None) -> Redacted:
    blanked: dict[int, Sides] = {}
    with connection.cursor() as cursor:
        cursor.execute(_OWN, person.parameters)
        for pk, before, after in cursor.fetchall():
            sides = (_emptied(json.loads(before)), _emptied(json.loads(after)))
            if sides != (json.loads(before), json.loads(after)):
                blanked[pk] = sides
        if terms.own:
            likes = [like(json.dumps(term, ensure_ascii=False)[1:-1]) for term in terms.own]
            likes += [like(json.dumps(name, ensure_ascii=False)) for name in terms.names]
            cursor.execute(_NAMING, {"likes": likes})
            for pk, before, after in cursor.fetchall():
                if pk not in blanked:
                    blanked[pk] = (_without(json.loads(before), terms), _without(json.loads(after), terms))
    return redact_events(blanked, reason=reason, request_id=request_id, by=by)


def _emptied(side: Mapping[str, object]) -> dict[str, object]:
    return {key: _empty(key, value) for key, value in side.items()}


def _empty(key: str, value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value if key in _KEPT or key.endswith("_id") else None
    if isinstance(value, dict):
        return {name: _empty(name, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return []
    return ""


def _without(side: Mapping[str, object], terms: Terms) -> dict[str, object]:
    lowered, names = [term.lower() for term in terms.own], frozenset(name.lower() for name in terms.names)
    return {key: _cleared(value, lowered, names) for key, value in side.items()}


def _cleared(value: object, lowered: Sequence[str], names: frozenset[str]) -> object:
    if isinstance(value, dict):
        return {name: _cleared(inner, lowered, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleared(inner, lowered, names) for inner in value]
    if not isinstance(value, str):
        return value
    text = value.lower()
    return "" if text in names or any(term in text for term in lowered) else value
