"""Which merges a customer is made of, and into whom a former one has gone.

Open merges form a tree. Every record and row that moved keeps its home, the customer it was moved from first; undoing a
merge brings everything back whose home is at or below the former customer, however often it has moved on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from idic.domain.identify.merging.models import Merge, MovedRecord, MovedRows

_BELOW = """
WITH RECURSIVE below AS (
    SELECT m.id, m.absorbed_id, m.is_partial FROM merging_merge m
    WHERE m.survivor_id = ANY(%s) AND m.undone_at IS NULL
    UNION
    SELECT m.id, m.absorbed_id, m.is_partial FROM merging_merge m JOIN below b ON m.survivor_id = b.absorbed_id
    WHERE NOT b.is_partial AND m.undone_at IS NULL
)
SELECT id, absorbed_id FROM below ORDER BY id
"""
_FORMER = """
WITH RECURSIVE former AS (
    SELECT id FROM identify_customer WHERE merged_into_id = ANY(%s)
    UNION
    SELECT c.id FROM identify_customer c JOIN former f ON c.merged_into_id = f.id
)
SELECT id FROM former ORDER BY id
"""
_PATH = """
WITH RECURSIVE path AS (
    SELECT id, merged_into_id, 0 AS step FROM identify_customer WHERE id = %s
    UNION
    SELECT c.id, c.merged_into_id, p.step + 1 FROM identify_customer c JOIN path p ON c.id = p.merged_into_id
    WHERE p.step < 1000
)
SELECT id FROM path ORDER BY step
"""


def merges_below(customer_id: int) -> list[int]:
    """The open merges that this customer is made of, at any depth."""
    return [row[0] for row in _rows(_BELOW, [[customer_id]])]


def former_ids(customer_id: int) -> list[int]:
    """The ids that answer with this customer today."""
    return [row[0] for row in _rows(_FORMER, [[customer_id]])]


def path_from(customer_id: int) -> list[int]:
    """The customer itself, into whom it was merged, and so on; the last one lives."""
    return [row[0] for row in _rows(_PATH, [customer_id])]


def records_at_home_below(merges: Iterable[int]) -> list[int]:
    return list(
        MovedRecord.objects.filter(merge_id__in=list(merges), returned_at=None).values_list("record_id", flat=True)
    )


def rows_at_home_below(merges: Iterable[int]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for code, rows in MovedRows.objects.filter(merge_id__in=list(merges)).values_list("belonging", "rows"):
        found.setdefault(code, set()).update(rows)
    return found


def open_merge_of(former_id: int) -> Merge | None:
    """By which merge a former customer is where it is now."""
    return (
        Merge.objects.filter(absorbed_id=former_id, undone_at=None, is_partial=False).order_by("-id").first()
    )  # fmt: skip


def _rows(statement: str, values: Sequence[int | list[int]]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
