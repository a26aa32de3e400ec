"""Writing down that two are not one, and taking it back when a person says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from idic.domain.identify.merging.models import CannotLink, Merge
from idic.foundation.accounts.models import User

# Beyond so many pairs the word about the two customers must do; it holds for all that they have.
_MOST_PAIRS = 2500

_LIFT = """
UPDATE merging_cannotlink SET lifted_at = %(at)s WHERE lifted_at IS NULL AND (
    (first_customer_id = ANY(%(one)s) AND second_customer_id = ANY(%(other)s))
    OR (first_customer_id = ANY(%(other)s) AND second_customer_id = ANY(%(one)s))
    OR id IN (SELECT k.id FROM merging_cannotlink k
              JOIN identify_sourcerecord a ON a.id = k.first_record_id
              JOIN identify_sourcerecord b ON b.id = k.second_record_id
              WHERE k.lifted_at IS NULL AND ((a.customer_id = ANY(%(one)s) AND b.customer_id = ANY(%(other)s))
                                          OR (a.customer_id = ANY(%(other)s) AND b.customer_id = ANY(%(one)s)))))
"""

_KEPT = """
WITH RECURSIVE side AS (
    SELECT id, id AS root FROM identify_customer WHERE id IN (%(one)s, %(other)s)
    UNION
    SELECT c.id, s.root FROM identify_customer c JOIN side s ON c.merged_into_id = s.id
)
SELECT EXISTS (SELECT FROM merging_cannotlink k JOIN side a ON a.id = k.first_customer_id
               JOIN side b ON b.id = k.second_customer_id AND b.root <> a.root WHERE k.lifted_at IS NULL)
    OR EXISTS (SELECT FROM merging_cannotlink k JOIN identify_sourcerecord a ON a.id = k.first_record_id
               JOIN identify_sourcerecord b ON b.id = k.second_record_id
               WHERE k.lifted_at IS NULL AND (a.customer_id, b.customer_id)
                     IN ((%(one)s, %(other)s), (%(other)s, %(one)s)))
"""


def keep_customers_apart(
    one: int, others: Iterable[int], *, by: User | None, at: datetime, merge: Merge | None = None
) -> None:
    CannotLink.objects.bulk_create(
        [
            CannotLink(
                first_customer_id=min(one, other), second_customer_id=max(one, other), decided_by=by, decided_at=at,
                merge=merge,
            )
            for other in set(others) - {one}
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def keep_records_apart(
    these: Sequence[int], those: Sequence[int], *, by: User | None, at: datetime, merge: Merge | None = None
) -> None:
    pairs = [(min(one, other), max(one, other)) for one in these for other in those if one != other][:_MOST_PAIRS]
    CannotLink.objects.bulk_create(
        [
            CannotLink(first_record_id=one, second_record_id=other, decided_by=by, decided_at=at, merge=merge)
            for one, other in pairs
        ],
        ignore_conflicts=True,
    )


def lift(one: Sequence[int], other: Sequence[int], *, at: datetime) -> int:
    """Between the customers of the two sides, and between their records."""
    with connection.cursor() as cursor:
        cursor.execute(_LIFT, {"at": at, "one": list(one), "other": list(other)})
        return int(cursor.rowcount)


def are_kept_apart(one: int, other: int) -> bool:
    """By a word about them, about customers that they took in, or about two of their records."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, {"one": one, "other": other})
        return bool(cursor.fetchone()[0])
