"""The golden view: which record each value of a customer comes from, by the survivorship rules in force.

What a person chose or typed comes first; then, as delivered, what was verified, the rank of the source and the more recent
word. A name comes whole from one record, and so does an address: parts of two records never mix.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from idic.domain.identify.golden_order import (
    FIELDS,
    JUDGED,
    Rules,
    counted,
    criteria_of,
    often,
    order_of,
    order_of_facts,
)
from idic.domain.identify.merging.enums import Criterion, GoldenField
from idic.domain.identify.models.source import CONTACTS_CODE
from idic.foundation.storage.remembered import prepared_cursor

_READ = (
    "name", "name_key", "title", "given_name", "family_name", "phones", "email", "national_id", "tax_id", "sex", "language",
    "birth_date", "address", "district", "province", "postcode", "country", "facts", "search_text", "search_keys",
)  # fmt: skip
_SINGLE = ("email", "national_id", "tax_id", "sex", "language", "birth_date")

#: Column of the customer -> what it becomes.
_BECOMES = {
    "kind": "n.kind",
    "name": "CASE WHEN n.name <> '' THEN n.name ELSE n.key END",
    "title": "n.title",
    "given_name": "n.given_name",
    "family_name": "n.family_name",
    "phone": "coalesce(p.phones[1], '')",
    **{column: f"coalesce({column}_record.{column}, '')" for column in _SINGLE if column != "birth_date"},
    "birth_date": "birth_date_record.birth_date",
    **{column: f"coalesce(a.{column}, '')" for column in ("address", "district", "province", "postcode", "country")},
    "facts": "coalesce(facts.facts, '{}'::jsonb)",
}

_IN_FORCE = """
SELECT (SELECT criteria FROM merging_ruleset ORDER BY id DESC LIMIT 1),
       EXISTS (SELECT FROM identify_sourcerecord r JOIN merging_judgement w ON w.record_id = r.id
               WHERE r.customer_id = ANY(%s))
"""

Key = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=32)
def _computed(rules_key: Key, judged: bool) -> str:
    """The steps up to a row for each customer with the records that its values come from, and how these are joined."""
    rules = dict(rules_key)
    windows = "".join(
        f",\n           count(*) OVER (PARTITION BY r.customer_id, {FIELDS[field].same}) AS {often(field)}"
        for field in counted(rules)
    )

    def first(field: str) -> str:
        order = order_of(rules, field, judged=judged)
        return f"(array_agg(r.id ORDER BY {order}) FILTER (WHERE {FIELDS[field].known}))[1]"

    facts_often = ", count(*) OVER (PARTITION BY r.customer_id, f.key, f.value) AS often"
    counts_facts = Criterion.FREQUENT in criteria_of(rules, GoldenField.FACTS)
    fact_rows = (
        f"(SELECT r.id AS record_id, f.key, f.value{facts_often if counts_facts else ''}"
        " FROM told r CROSS JOIN jsonb_each(r.facts) AS f) AS f JOIN told r ON r.id = f.record_id"
    )
    name_order = order_of(rules, GoldenField.NAME, judged=judged)
    return f"""
WITH told AS (
    SELECT r.id, r.customer_id, r.received_at, s.rank, s.kind = 'desk' AND s.code <> '{CONTACTS_CODE}' AS by_hand,
           {", ".join(f"r.{column}" for column in _READ)}{", w.chosen, w.verified" if judged else ""}{windows}
    FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id
    {JUDGED if judged else ""}
    WHERE r.customer_id = ANY(%(customers)s)
), chosen AS (
    SELECT r.customer_id,
           count(*) AS record_count,
           coalesce({first(GoldenField.NAME)}, (array_agg(r.id ORDER BY {name_order}))[1]) AS name_from,
           {first(GoldenField.ADDRESS)} AS address_from,
           {first(GoldenField.PHONE)} AS phone_from,
           {", ".join(f"{first(column)} AS {column}_from" for column in _SINGLE)},
           string_agg(DISTINCT r.search_text, E'\\n') AS search_text
    FROM told r GROUP BY r.customer_id
), keys AS (
    SELECT r.customer_id, array_agg(DISTINCT token) AS search_keys
    FROM told r CROSS JOIN unnest(r.search_keys) AS token
    GROUP BY r.customer_id
), fact AS (
    SELECT DISTINCT ON (r.customer_id, f.key) r.customer_id, f.key, f.value
    FROM {fact_rows}
    ORDER BY r.customer_id, f.key, {order_of_facts(rules, judged=judged)}
), facts AS (
    SELECT customer_id, jsonb_object_agg(key, value) AS facts FROM fact GROUP BY customer_id
)"""


_JOINED = f"""
    JOIN identify_sourcerecord n ON n.id = chosen.name_from
    LEFT JOIN identify_sourcerecord a ON a.id = chosen.address_from
    LEFT JOIN identify_sourcerecord p ON p.id = chosen.phone_from
    {" ".join(f"LEFT JOIN identify_sourcerecord {c}_record ON {c}_record.id = {c}_from" for c in _SINGLE)}
    LEFT JOIN keys ON keys.customer_id = chosen.customer_id
    LEFT JOIN facts ON facts.customer_id = chosen.customer_id"""


@lru_cache(maxsize=32)
def _recomputing(rules_key: Key, judged: bool) -> str:
    return f"""{_computed(rules_key, judged)}
UPDATE identify_customer c SET
    {", ".join(f"{column} = {value}" for column, value in _BECOMES.items())},
    sort_name = CASE WHEN n.name_key <> '' THEN n.name_key ELSE lower(n.key) END,
    provenance = jsonb_strip_nulls(jsonb_build_object(
        'name', name_from, 'address', address_from, 'phone', phone_from,
        {", ".join(f"'{column}', {column}_from" for column in _SINGLE)})),
    search_text = coalesce(chosen.search_text, ''),
    search_keys = coalesce(keys.search_keys, '{{}}'),
    record_count = chosen.record_count,
    version = c.version + 1,
    updated_at = %(at)s
FROM chosen {_JOINED}
WHERE c.id = chosen.customer_id"""


@lru_cache(maxsize=32)
def _differing(rules_key: Key, judged: bool) -> str:
    differs = " OR ".join(f"c.{column} IS DISTINCT FROM {value}" for column, value in _BECOMES.items())
    return f"""{_computed(rules_key, judged)}
SELECT c.id, {", ".join(f"c.{column}::text" for column in _BECOMES)}, {", ".join(f"({v})::text" for v in _BECOMES.values())}
FROM chosen {_JOINED}
    JOIN identify_customer c ON c.id = chosen.customer_id
WHERE {differs}
ORDER BY c.id"""


def recompute_golden(customer_ids: Sequence[int], *, at: datetime) -> int:
    """Set-based: one statement however many customers. Returns how many were computed."""
    if not customer_ids:
        return 0
    key, judged = _in_force(customer_ids)
    # Planning takes longer than computing one customer; for many, the plan must know how many they are.
    one = len(customer_ids) == 1
    with prepared_cursor() if one else connection.cursor() as cursor:
        cursor.execute(_recomputing(key, judged), {"customers": list(customer_ids), "at": at})
        return int(cursor.rowcount)


def golden_differences(customer_ids: Sequence[int], rules: Rules) -> dict[int, dict[str, tuple[str, str]]]:
    """What would change under `rules`: customer -> column -> (as it is, as it would be), as texts; nothing is written."""
    if not customer_ids:
        return {}
    _key, judged = _in_force(customer_ids)
    with connection.cursor() as cursor:
        cursor.execute(_differing(rules_key(rules), judged), {"customers": list(customer_ids)})
        rows = cursor.fetchall()
    return {row[0]: _changed(row[1:]) for row in rows}


def _changed(values: Sequence[Any]) -> dict[str, tuple[str, str]]:
    half = len(values) // 2
    pairs = zip(_BECOMES, values[:half], values[half:], strict=True)
    return {column: (old or "", new or "") for column, old, new in pairs if (old or "") != (new or "")}


def rules_key(rules: Rules) -> Key:
    return tuple((field, tuple(rules[field])) for field in GoldenField.values if rules.get(field))


def _in_force(customer_ids: Sequence[int]) -> tuple[Key, bool]:
    """The rules, and whether a person ever judged a value of these customers: most often nobody did."""
    with prepared_cursor() as cursor:
        cursor.execute(_IN_FORCE, [list(customer_ids)])
        criteria, judged = cursor.fetchone()
    # A bare cursor hands over jsonb as text.
    rules: Mapping[str, Sequence[str]] = json.loads(criteria) if criteria else {}
    return rules_key(rules), bool(judged)
