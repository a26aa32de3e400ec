"""What the handler of a question finds before it: open snapshots, a way to run what it made, and a memory."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from idic.foundation.configuration import Configuration
from idic.warehouse.asking.errors import TooLong, TooMuch
from idic.warehouse.errors import SparkUnavailable, WarehouseError
from idic.warehouse.snapshots import Snapshot, current_snapshot, read_snapshot

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from idic.warehouse.reading import Star

THREADS = 2
MEMORY_MB = 1024
MOST_ROWS = 100_000
# The newest and the one before it, for those who look at both.
OPEN_SNAPSHOTS = 3
KEPT_ANSWERS = 256


@dataclass(frozen=True)
class Limits:
    """`until` is a time of the monotonic clock."""

    seconds: float
    until: float

    @property
    def left(self) -> float:
        return max(self.until - time.monotonic(), 0.0)


@dataclass(frozen=True)
class Found:
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Work:
    """The steps of one answer; what is `kept` lasts as long as they do."""

    def __init__(self, desk: Desk, star: Star, cursor: Any) -> None:
        self._desk = desk
        self._star = star
        self._cursor = cursor

    def arrow(self, asked: ir.Table | str, *, most: int = MOST_ROWS) -> pa.Table:
        """Raises TooMuch."""
        if self._cursor is None:
            return self._desk._on_spark(self._star, asked, most)
        table: pa.Table = self._cursor.sql(self._desk._statement(self._star, asked, self._cursor)).to_arrow_table()
        if table.num_rows > most:
            raise TooMuch("rows", most)
        return table

    def keep(self, name: str, table: pa.Table) -> None:
        """As a table of DuckDB, which knows its bounds."""
        self._cursor.register(f"given_{name}", table)
        self._cursor.execute(f'CREATE TEMP TABLE "{name}" AS SELECT * FROM "given_{name}"')  # noqa: S608 - ours
        self._cursor.unregister(f"given_{name}")

    def building(self) -> contextlib.AbstractContextManager[None]:
        return self._desk.building()


class Desk:
    """One for the process; `limits` are those of the thread's own request."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._lock = threading.RLock()
        self._open: OrderedDict[tuple[str, bool], tuple[Star, contextlib.ExitStack]] = OrderedDict()
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._local = threading.local()

    @property
    def limits(self) -> Limits:
        limits: Limits = self._local.limits
        return limits

    @contextlib.contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        self._local.limits = Limits(seconds, time.monotonic() + seconds)
        yield

    def snapshot(self, name: str | None = None) -> Snapshot:
        folder = self.configuration.warehouse_folder
        return read_snapshot(folder, name) if name else current_snapshot(folder)

    def prepare(self) -> None:
        """The engine is loaded before the first question comes; without figures there is nothing to open."""
        with contextlib.suppress(WarehouseError):
            self.star(self.snapshot())

    def star(self, snapshot: Snapshot, *, few_rows: bool = False) -> Star:
        """Opened once and kept; reading from several threads goes through `rows`. What looks at `few_rows`, as those of one
        customer, stays with DuckDB. Raises SparkUnavailable."""
        from idic.warehouse.reading import opened, opened_on_duckdb

        key = (snapshot.name, few_rows and self.configuration.warehouse_engine != "duckdb")
        with self._lock:
            if key in self._open:
                self._open.move_to_end(key)
                return self._open[key][0]
            stack = contextlib.ExitStack()
            star = stack.enter_context((opened_on_duckdb if few_rows else opened)(snapshot))
            self._hold_back(star)
            self._open[key] = (star, stack)
            while len(self._open) > OPEN_SNAPSHOTS:
                # A request may still read from it: its own cursor keeps the engine alive until it is done.
                self._open.popitem(last=False)
            return star

    def close(self) -> None:
        """What a cluster has lent goes back at once."""
        with self._lock:
            while self._open:
                self._open.popitem()[1][1].close()

    def rows(self, star: Star, asked: ir.Table | str, *, most: int = MOST_ROWS) -> Found:
        """Runs an Ibis expression, or SQL of the engine, within the limits of the request."""
        if star.backend.name != "duckdb":
            table = self._on_spark(star, asked, most)
            rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
            return Found(tuple(table.column_names), rows)
        with self._engine(star) as cursor:
            cursor.execute(self._statement(star, asked, cursor))
            columns = tuple(one[0] for one in cursor.description or ())
            rows = cursor.fetchmany(most + 1)
        if len(rows) > most:
            raise TooMuch("rows", most)
        return Found(columns, rows)

    @contextlib.contextmanager
    def at_work(self, star: Star) -> Iterator[Work]:
        """For several steps towards one answer, which share tables of their own."""
        if star.backend.name != "duckdb":
            yield Work(self, star, None)
            return
        with self._engine(star) as cursor:
            yield Work(self, star, cursor)

    @contextlib.contextmanager
    def _engine(self, star: Star) -> Iterator[Any]:
        """A cursor of DuckDB, stopped when the time is over."""
        import duckdb

        with self._lock:
            cursor = star.backend.con.cursor()
        late = threading.Timer(self.limits.left, cursor.interrupt)
        late.daemon = True
        late.start()
        try:
            yield cursor
        except duckdb.InterruptException:
            raise TooLong(self.limits.seconds) from None
        except duckdb.OutOfMemoryException:
            raise TooMuch("memory", MEMORY_MB) from None
        finally:
            late.cancel()
            cursor.close()

    def _statement(self, star: Star, asked: ir.Table | str, cursor: Any) -> str:
        with self._lock:
            statement = asked if isinstance(asked, str) else str(star.backend.compile(asked))
            _show_marts(cursor, star, statement)
        return statement

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Around the making of an expression: it opens marts on the one connection that all share."""
        with self._lock:
            yield

    def remembered(self, key: str, make: Callable[[], Any]) -> Any:
        """The key names the snapshot and the cut of whoever asks: nobody gets another's answer."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT_ANSWERS:
                self._kept.popitem(last=False)
        return made

    def _on_spark(self, star: Star, asked: ir.Table | str, most: int) -> pa.Table:
        from idic.warehouse.spark import has_ended, stopped_after

        expression = star.backend.sql(asked) if isinstance(asked, str) else asked
        session, late = star.backend.session, threading.Event()
        try:
            with stopped_after(self.limits.left, session, late):
                table: pa.Table = star.backend.to_pyarrow(expression.limit(most + 1))
        except Exception as error:  # whatever the JVM says when its work is stopped
            if late.is_set():
                raise TooLong(self.limits.seconds) from None
            if has_ended(session):
                self._forget(star)
                raise SparkUnavailable("the cluster has gone") from error
            raise
        if table.num_rows > most:
            raise TooMuch("rows", most)
        return table

    def _forget(self, star: Star) -> None:
        with self._lock:
            for key in [key for key, (kept, _stack) in self._open.items() if kept is star]:
                self._open.pop(key)[1].close()

    def _hold_back(self, star: Star) -> None:
        if star.backend.name == "duckdb":
            star.backend.raw_sql(f"SET threads = {THREADS}")
            star.backend.raw_sql(f"SET memory_limit = '{MEMORY_MB}MB'")


def _show_marts(cursor: Any, star: Star, statement: str) -> None:
    """The views of a connection are its own: a cursor needs those that its statement names."""
    marts = {name: star.snapshot.table(name) for name in star.snapshot.rows}
    for name, files in (marts | star.borrowed).items():
        if name in statement:
            path = str(files).replace("'", "''")
            cursor.execute(f"CREATE OR REPLACE TEMP VIEW \"{name}\" AS SELECT * FROM read_parquet('{path}')")  # noqa: S608 - ours
