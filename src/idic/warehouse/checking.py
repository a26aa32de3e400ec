"""Whether the published snapshot says what the records say: block by block, but for those known to have changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from idic.warehouse.changes.log import TRIGGERS, missing_triggers
from idic.warehouse.reading import Star, opened_on_duckdb
from idic.warehouse.snapshots import Snapshot
from idic.warehouse.star.marts import MARTS

# mart, table, key of the block, what is summed in the records, the same in the mart
_COMPARED = (
    ("customers", "identify_customer", "id", "sum(record_count)", "record_count", "merged_into_id IS NULL"),
    ("purchases", "sales_purchase", "id", "sum(total * 10000)", "total_e4", ""),
    ("sales", "sales_purchaseline", "purchase_id", "sum(amount * 10000)", "amount_e4", ""),
)
_SHIFT = 16
_KEYS = {"customers": "customer_id", "purchases": "purchase_id", "sales": "purchase_id"}


@dataclass(frozen=True)
class Check:
    """`other` are the blocks (mart, number) whose rows or sum differ; `broken` the invariants that do not hold."""

    blocks: int
    waiting: int
    other: tuple[tuple[str, int], ...]
    broken: tuple[str, ...]
    triggers: int

    @property
    def holds(self) -> bool:
        return not self.other and not self.broken and not self.triggers


def check_snapshot(snapshot: Snapshot) -> Check:
    """Reads every purchase line once; nothing is written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT DISTINCT relation, block FROM warehouse_change")
        changed = set(cursor.fetchall())
        cursor.execute(TRIGGERS)
        missing = missing_triggers(cursor.fetchall())
        told = {mart: _in_records(cursor, *rest) for mart, *rest in _COMPARED}
    other: list[tuple[str, int]] = []
    blocks = 0
    waiting = _waiting(changed)
    with opened_on_duckdb(snapshot) as star:
        for mart, *_rest, column, _where in _COMPARED:
            kept = _in_mart(star, mart, column)
            blocks += len(kept)
            other += [
                (mart, block)
                for block in sorted(kept.keys() | told[mart].keys())
                if block not in waiting[mart] and None not in waiting[mart] and kept.get(block) != told[mart].get(block)
            ]
        broken = [
            one.code
            for mart in MARTS
            for one in mart.invariants
            if star.holds(mart.name) and one.broken(star).limit(1).count().to_pyarrow().as_py()
        ]
    return Check(blocks, sum(map(len, waiting.values())), tuple(other), tuple(broken), len(missing))


def _waiting(changed: set[tuple[str, int | None]]) -> dict[str, set[int | None]]:
    watched = {mart.name: {one.table for part in mart.parts for one in part.watched} for mart in MARTS}
    return {mart: {block for relation, block in changed if relation in watched[mart]} for mart, *_rest in _COMPARED}


def _in_records(cursor: Any, table: str, key: str, summed: str, _column: str, where: str) -> dict[int, tuple[int, int]]:
    condition = f" WHERE {where}" if where else ""
    cursor.execute(
        f"SELECT {key} >> {_SHIFT}, count(*), ({summed})::bigint FROM {table}{condition} GROUP BY 1"  # noqa: S608
    )
    return {block: (rows, total) for block, rows, total in cursor.fetchall()}


def _in_mart(star: Star, mart: str, column: str) -> dict[int, tuple[int, int]]:
    table = star.table(mart)
    blocks = table.mutate(block=table[_KEYS[mart]] // (1 << _SHIFT)).group_by("block")
    rows = blocks.aggregate(rows=lambda t: t.count(), total=lambda t: t[column].sum()).to_pyarrow().to_pylist()
    return {int(row["block"]): (int(row["rows"]), int(row["total"])) for row in rows}
