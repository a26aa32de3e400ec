"""Exact matching of the new rows of an import: among themselves and against the customers that are there."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection

from idic.foundation.bulk.copying import copy_rows
from idic.methods.exact_matching import Group, Matching, Traits, match

# A phone or an e-mail that so many share belongs to a switchboard or a placeholder, not to a person.
_LARGEST_GROUP = 20

_KEYS = """
CREATE TEMPORARY TABLE stage_key ON COMMIT DROP AS
WITH fresh AS (SELECT s.row_no, s.national_id, s.tax_id, s.email_key, s.name_key, s.phones
               FROM stage_row s JOIN stage_fate f USING (row_no) WHERE f.state = 'new')
SELECT row_no, 'national_id' AS reason, national_id AS value FROM fresh WHERE national_id <> ''
UNION ALL
SELECT row_no, 'tax_id', tax_id FROM fresh WHERE tax_id <> ''
UNION ALL
SELECT row_no, 'email', email_key FROM fresh WHERE email_key <> ''
UNION ALL
SELECT row_no, 'phone_and_name', phone || '|' || name_key
FROM fresh CROSS JOIN unnest(phones) AS phone WHERE name_key <> ''
"""

_WITHIN = """
SELECT reason, array_agg(DISTINCT row_no ORDER BY row_no) FROM stage_key
GROUP BY reason, value HAVING count(DISTINCT row_no) BETWEEN 2 AND %s
"""

_AGAINST = """
SELECT k.reason, k.row_no, array_agg(DISTINCT r.customer_id ORDER BY r.customer_id)
FROM stage_key k JOIN identify_sourcerecord r ON r.national_id = k.value AND r.national_id <> ''
WHERE k.reason = 'national_id' GROUP BY 1, 2
UNION ALL
SELECT k.reason, k.row_no, array_agg(DISTINCT r.customer_id ORDER BY r.customer_id)
FROM stage_key k JOIN identify_sourcerecord r ON r.tax_id = k.value AND r.tax_id <> ''
WHERE k.reason = 'tax_id' GROUP BY 1, 2
UNION ALL
SELECT k.reason, k.row_no, array_agg(DISTINCT r.customer_id ORDER BY r.customer_id)
FROM stage_key k JOIN identify_sourcerecord r ON r.email_key = k.value AND r.email_key <> ''
WHERE k.reason = 'email' GROUP BY 1, 2 HAVING count(DISTINCT r.customer_id) <= %s
UNION ALL
SELECT k.reason, k.row_no, array_agg(DISTINCT r.customer_id ORDER BY r.customer_id)
FROM stage_key k JOIN identify_sourcerecord r ON r.name_key = split_part(k.value, '|', 2) AND r.name_key <> ''
     AND r.phones @> ARRAY[split_part(k.value, '|', 1)]::varchar[]
WHERE k.reason = 'phone_and_name' GROUP BY 1, 2 HAVING count(DISTINCT r.customer_id) <= %s
"""


def match_stage() -> Matching:
    """Fills leader, customer_id and reason of the staged rows that match something; the rest stand alone."""
    with connection.cursor() as cursor:
        cursor.execute(_KEYS)
        cursor.execute("ANALYZE stage_key")
        cursor.execute(_WITHIN, [_LARGEST_GROUP])
        groups = [Group(reason, tuple(("row", number) for number in members)) for reason, members in cursor.fetchall()]
        cursor.execute(_AGAINST, [_LARGEST_GROUP, _LARGEST_GROUP])
        for reason, row_no, customers in cursor.fetchall():
            groups += [Group(reason, (("customer", customer), ("row", row_no))) for customer in customers]
        members = {member for group in groups for member in group.members}
        traits = _traits(members)
    established = frozenset(member for member in members if _is_customer(member))
    matching = match(groups, traits, established=established)
    _write_back(matching)
    return matching


def _is_customer(member: object) -> bool:
    return isinstance(member, tuple) and member[0] == "customer"


def _traits(members: set[object]) -> dict[object, list[Traits]]:
    traits: dict[object, list[Traits]] = defaultdict(list)
    rows = [member[1] for member in members if isinstance(member, tuple) and member[0] == "row"]
    customers = [member[1] for member in members if isinstance(member, tuple) and member[0] == "customer"]
    with connection.cursor() as cursor:
        for label, select, ids in (
            ("row", "SELECT row_no, national_id, tax_id, birth_date, kind FROM stage_row WHERE row_no = ANY(%s)", rows),
            (
                "customer",
                "SELECT customer_id, national_id, tax_id, birth_date, kind FROM identify_sourcerecord"
                " WHERE customer_id = ANY(%s)",
                customers,
            ),
        ):
            cursor.execute(select, [ids])
            for number, national_id, tax_id, birth_date, kind in cursor.fetchall():
                born = birth_date.isoformat() if birth_date else ""
                traits[(label, number)].append(Traits(national_id, tax_id, born, kind))
    return traits


def _write_back(matching: Matching) -> None:
    rows = []
    for member, leader in matching.cluster_of.items():
        if not isinstance(member, tuple) or not isinstance(leader, tuple) or member[0] != "row":
            continue
        customer = leader[1] if leader[0] == "customer" else None
        first_row = leader[1] if leader[0] == "row" else None
        rows.append((member[1], first_row, customer, matching.reason_of.get(member, "new")))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE stage_match (row_no bigint, leader bigint, customer_id bigint, reason text)"
            " ON COMMIT DROP"
        )
        copy_rows("stage_match", ("row_no", "leader", "customer_id", "reason"), rows)
        cursor.execute(
            "UPDATE stage_fate s SET leader = m.leader, customer_id = m.customer_id, reason = m.reason"
            " FROM stage_match m WHERE m.row_no = s.row_no"
        )
