"""The marts copied out of one moment of the database, block by block, and published together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idic.foundation.events.operations.seal import advance_horizon
from idic.warehouse.changes.log import Changes, forget_read_changes, read_changes, say_what_is_published
from idic.warehouse.drafts import Draft, begin_draft
from idic.warehouse.locking import only_writer
from idic.warehouse.reading import opened_on_duckdb
from idic.warehouse.records import records_address
from idic.warehouse.snapshots import EMPTY, Snapshot
from idic.warehouse.star.declaration import Kind, Mart, Part
from idic.warehouse.star.marts import MARTS

if TYPE_CHECKING:
    import pyarrow as pa

Report = Callable[[str, int, int], None]


@contextmanager
def drafted(warehouse: Path, *, at: datetime, time_zone: str, report: Report, full: bool = False) -> Iterator[Draft]:
    """A snapshot whose marts stand, before it is published: for what is computed from them and belongs to them.

    `draft.snapshot` is read like any other; `draft.write(name, table)` adds a computed mart; the caller publishes it
    with `publish_draft`. A draft that is left unpublished is cleared by the next. One at a time per warehouse.
    """
    # Heavy, and wanted by the worker alone: a web process never loads them.
    import adbc_driver_postgresql.dbapi as adbc

    with only_writer(warehouse):
        # Settled before the snapshot begins, so it holds every event up to the watermark; the largest id that is
        # visible would not do, because a smaller one may still be on its way. The first call notes the last id handed
        # out, the second finds it settled unless somebody is still writing.
        advance_horizon()
        watermark = advance_horizon()
        with adbc.connect(records_address()) as source:
            cursor = source.cursor()
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            changes = read_changes(cursor, warehouse, time_zone=time_zone, full=full)
            draft = begin_draft(warehouse, at=at, watermark=watermark, base=changes.base)
            _Extraction(cursor, draft, changes, time_zone, report).run()
            cursor.close()
        yield draft


def publish_draft(draft: Draft) -> Snapshot:
    """Said to the database before and after, so that a process killed between the two is understood by the next."""
    say_what_is_published(draft.token)
    snapshot = draft.publish()
    forget_read_changes(draft.token, str(draft.reading["moment"]))
    return snapshot


def take_snapshot(warehouse: Path, *, at: datetime, time_zone: str, report: Report, full: bool = False) -> Snapshot:
    """Copies the declared marts out of one moment of the database, and publishes them together."""
    with drafted(warehouse, at=at, time_zone=time_zone, report=report, full=full) as draft:
        return publish_draft(draft)


class _Extraction:
    def __init__(self, cursor: Any, draft: Draft, changes: Changes, time_zone: str, report: Report) -> None:
        self.cursor, self.draft, self.changes = cursor, draft, changes
        self.time_zone, self.report = time_zone, report
        self.read = self.linked = 0
        self.untouched: set[str] = set()

    def run(self) -> None:
        marts = [mart for mart in MARTS if mart.kind != Kind.COMPUTED]
        for number, mart in enumerate(marts):
            self.report("extract", number, len(marts))
            if mart.carried is not None:
                mart.carried(self.draft)
            elif mart.derived is not None:
                self._derive(mart)
            else:
                self._copy(mart)
        self.draft.declared = self.changes.declared
        self.draft.reading = {
            "read": self.read, "linked": self.linked, "full": self.changes.why_full, "moment": self.changes.moment,
        }  # fmt: skip
        self.report("extract", len(marts), len(marts))

    def _copy(self, mart: Mart) -> None:
        before = self.read
        if self.changes.base is not None:
            self.draft.link_block(mart.name, EMPTY)
        else:
            self.draft.write_block(mart.name, EMPTY, self._ask(f"{mart.parts[0].select(self.time_zone)} LIMIT 0"))
        for part in mart.parts:
            self._copy_part(mart, part)
        base = self.changes.base
        # a block that has lost its last row is not read, and is gone
        if (
            self.read == before
            and base is not None
            and self.draft.files[mart.name].keys() == base.files[mart.name].keys()
        ):
            self.untouched.add(mart.name)

    def _copy_part(self, mart: Mart, part: Part) -> None:
        if not part.bounds:
            self._copy_block(mart, part, None)
            return
        stale = self.changes.stale_blocks(part)
        known = self.changes.known_blocks(mart, part)
        if stale is None or known is None:
            for block in self._all_blocks(part):
                self._copy_block(mart, part, block)
            return
        for block in sorted(known | stale):
            if block in stale:
                self._copy_block(mart, part, block)
            else:
                self.draft.link_block(mart.name, file_of(part, block))
                self.linked += 1

    def _copy_block(self, mart: Mart, part: Part, block: int | None) -> None:
        rows = self._ask(part.select(self.time_zone, block))
        if rows.num_rows and self.draft.write_block(mart.name, file_of(part, block or 0), rows):
            self.read += 1

    def _derive(self, mart: Mart) -> None:
        assert mart.derived is not None
        if self.changes.base is not None and self.untouched.issuperset(mart.reads):
            for file in self.changes.base.files[mart.name]:
                self.draft.link_block(mart.name, file)
            return
        with opened_on_duckdb(self.draft.snapshot) as star:
            table = mart.derived(star)
        self.draft.write_block(mart.name, EMPTY, table.slice(0, 0))
        if table.num_rows:
            self.draft.write_block(mart.name, file_of(None, 0), table)

    def _all_blocks(self, part: Part) -> list[int]:
        """One look into the index for each block that has a row, however far apart they are."""
        key, table, shift = part.key, part.table, part.shift
        found = self._ask(
            f"""WITH RECURSIVE blocks (n) AS (
                    SELECT min({key}) >> {shift} FROM {table}
                    UNION ALL
                    SELECT (SELECT min({key}) FROM {table} WHERE {key} >= ((n + 1) << {shift})) >> {shift}
                    FROM blocks WHERE n IS NOT NULL)
                SELECT n FROM blocks WHERE n IS NOT NULL ORDER BY n"""  # noqa: S608 - only the declarations
        )
        return [int(block) for block in found.column("n").to_pylist()]

    def _ask(self, statement: str) -> pa.Table:
        self.cursor.execute(statement)
        return self.cursor.fetch_arrow_table()


def file_of(part: Part | None, block: int) -> str:
    return f"{part.name}-{block:06d}.parquet" if part and part.name else f"{block:06d}.parquet"
