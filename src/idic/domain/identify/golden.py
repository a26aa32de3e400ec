"""The golden view: which record each value of a customer comes from.

Rank of the source first, then the more recent word; a person's edit is a source of its own with the highest rank.
A name comes whole from one record, and so does an address: parts of two records never mix.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from idic.foundation.storage.remembered import prepared_cursor

_ORDER = "ORDER BY s.rank DESC, r.received_at DESC, r.id DESC"


def _first(column: str, empty: str = "''") -> str:
    known = f"r.{column} IS NOT NULL" if empty == "NULL" else f"r.{column} <> {empty}"
    return f"(array_agg(r.id {_ORDER}) FILTER (WHERE {known}))[1]"


_SINGLE = ("email", "national_id", "tax_id", "sex", "language")

_RECOMPUTE = f"""
WITH chosen AS (
    SELECT r.customer_id,
           count(*) AS record_count,
           coalesce((array_agg(r.id {_ORDER}) FILTER (WHERE r.name <> ''))[1], (array_agg(r.id {_ORDER}))[1]) AS name_from,
           (array_agg(r.id {_ORDER}) FILTER (WHERE r.address || r.province || r.postcode || r.country <> ''))[1]
               AS address_from,
           (array_agg(r.id {_ORDER}) FILTER (WHERE cardinality(r.phones) > 0))[1] AS phone_from,
           {", ".join(f"{_first(column)} AS {column}_from" for column in _SINGLE)},
           {_first("birth_date", "NULL")} AS birth_date_from,
           string_agg(DISTINCT r.search_text, E'\\n') AS search_text,
           max(r.received_at) AS received_at
    FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id
    WHERE r.customer_id = ANY(%(customers)s)
    GROUP BY r.customer_id
), keys AS (
    SELECT r.customer_id, array_agg(DISTINCT token) AS search_keys
    FROM identify_sourcerecord r CROSS JOIN unnest(r.search_keys) AS token
    WHERE r.customer_id = ANY(%(customers)s)
    GROUP BY r.customer_id
), fact AS (
    SELECT DISTINCT ON (r.customer_id, f.key) r.customer_id, f.key, f.value
    FROM identify_sourcerecord r JOIN identify_source s ON s.id = r.source_id
         CROSS JOIN jsonb_each(r.facts) AS f
    WHERE r.customer_id = ANY(%(customers)s)
    ORDER BY r.customer_id, f.key, s.rank DESC, r.received_at DESC, r.id DESC
), facts AS (
    SELECT customer_id, jsonb_object_agg(key, value) AS facts FROM fact GROUP BY customer_id
)
UPDATE identify_customer c SET
    kind = n.kind,
    name = CASE WHEN n.name <> '' THEN n.name ELSE n.key END,
    title = n.title, given_name = n.given_name, family_name = n.family_name,
    sort_name = CASE WHEN n.name_key <> '' THEN n.name_key ELSE lower(n.key) END,
    phone = coalesce(p.phones[1], ''),
    {", ".join(f"{column} = coalesce({column}_record.{column}, '')" for column in _SINGLE)},
    birth_date = birth_date_record.birth_date,
    address = coalesce(a.address, ''), district = coalesce(a.district, ''), province = coalesce(a.province, ''),
    postcode = coalesce(a.postcode, ''), country = coalesce(a.country, ''),
    facts = coalesce(facts.facts, '{{}}'::jsonb),
    provenance = jsonb_strip_nulls(jsonb_build_object(
        'name', name_from, 'address', address_from, 'phone', phone_from, 'birth_date', birth_date_from,
        {", ".join(f"'{column}', {column}_from" for column in _SINGLE)})),
    search_text = coalesce(chosen.search_text, ''),
    search_keys = coalesce(keys.search_keys, '{{}}'),
    record_count = chosen.record_count,
    version = c.version + 1,
    updated_at = %(at)s
FROM chosen
    JOIN identify_sourcerecord n ON n.id = chosen.name_from
    LEFT JOIN identify_sourcerecord a ON a.id = chosen.address_from
    LEFT JOIN identify_sourcerecord p ON p.id = chosen.phone_from
    {" ".join(f"LEFT JOIN identify_sourcerecord {c}_record ON {c}_record.id = {c}_from" for c in (*_SINGLE, "birth_date"))}
    LEFT JOIN keys ON keys.customer_id = chosen.customer_id
    LEFT JOIN facts ON facts.customer_id = chosen.customer_id
WHERE c.id = chosen.customer_id
"""


def recompute_golden(customer_ids: Sequence[int], *, at: datetime) -> int:
    """Set-based: one statement however many customers. Returns how many were computed."""
    if not customer_ids:
        return 0
    # Planning takes longer than computing one customer; for many, the plan must know how many they are.
    one = len(customer_ids) == 1
    with prepared_cursor() if one else connection.cursor() as cursor:
        cursor.execute(_RECOMPUTE, {"customers": list(customer_ids), "at": at})
        return int(cursor.rowcount)
