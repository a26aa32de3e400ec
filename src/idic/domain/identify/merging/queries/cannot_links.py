"""What record linkage may not join, whatever the evidence."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

_PAIRS = """
WITH RECURSIVE living AS (
    SELECT id AS former, id, merged_into_id FROM identify_customer
    WHERE id IN (SELECT first_customer_id FROM merging_cannotlink WHERE lifted_at IS NULL
                 UNION SELECT second_customer_id FROM merging_cannotlink WHERE lifted_at IS NULL)
    UNION ALL
    SELECT l.former, c.id, c.merged_into_id FROM living l JOIN identify_customer c ON c.id = l.merged_into_id
), pairs AS (
    SELECT a.customer_id AS one, b.customer_id AS other FROM merging_cannotlink k
        JOIN identify_sourcerecord a ON a.id = k.first_record_id
        JOIN identify_sourcerecord b ON b.id = k.second_record_id
    WHERE k.lifted_at IS NULL
    UNION
    SELECT a.id, b.id FROM merging_cannotlink k
        JOIN living a ON a.former = k.first_customer_id AND a.merged_into_id IS NULL
        JOIN living b ON b.former = k.second_customer_id AND b.merged_into_id IS NULL
    WHERE k.lifted_at IS NULL
)
SELECT DISTINCT least(one, other), greatest(one, other) FROM pairs WHERE one <> other
"""


def forbidden_customer_pairs() -> set[tuple[int, int]]:
    """Living customers that a run may not merge, the smaller id first: by a word about them, about former customers that
    they took in, or about two of their records."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS)
        return {(one, other) for one, other in cursor.fetchall()}


def forbidden_record_pairs(record_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Among these records, the smaller id first: those that somebody kept apart, or whose customers were."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT first_record_id, second_record_id FROM merging_cannotlink
               WHERE lifted_at IS NULL AND first_record_id = ANY(%(ids)s) AND second_record_id = ANY(%(ids)s)""",
            {"ids": list(record_ids)},
        )
        found = {(one, other) for one, other in cursor.fetchall()}
        cursor.execute("SELECT id, customer_id FROM identify_sourcerecord WHERE id = ANY(%s)", [list(record_ids)])
        of_customer: dict[int, list[int]] = {}
        for record, customer in cursor.fetchall():
            of_customer.setdefault(customer, []).append(record)
    for one, other in forbidden_customer_pairs():
        for first in of_customer.get(one, ()):
            found |= {(min(first, second), max(first, second)) for second in of_customer.get(other, ())}
    return found
