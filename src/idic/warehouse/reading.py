"""A snapshot opened: its marts as tables of the engine that the installation works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from idic.warehouse.snapshots import Snapshot
from idic.warehouse.spark import spark_where_chosen

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Star:
    """The marts of one snapshot. `backend` is the connection of Ibis that they belong to."""

    def __init__(self, snapshot: Snapshot, backend: Any) -> None:
        self.snapshot = snapshot
        self.backend = backend
        #: Tables of other snapshots that stand beside the marts, by the name that they have here.
        self.borrowed: dict[str, Path] = {}
        self._tables: dict[str, ir.Table] = {}

    def table(self, name: str) -> ir.Table:
        """Raises MartMissing where the snapshot has none of this name."""
        if name not in self._tables:
            self._tables[name] = self.backend.read_parquet(str(self.snapshot.table(name)), table_name=name)
        return self._tables[name]

    def borrow(self, other: Snapshot, name: str) -> ir.Table:
        """A mart of another snapshot, beside those of this one."""
        as_name = f"{name}_of_{other.name.replace('-', '_')}"
        if as_name not in self._tables:
            self.borrowed[as_name] = other.table(name)
            self._tables[as_name] = self.backend.read_parquet(str(other.table(name)), table_name=as_name)
        return self._tables[as_name]

    def holds(self, name: str) -> bool:
        return name in self.snapshot.rows


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Star]:
    """On DuckDB, or on Spark where WAREHOUSE_ENGINE says so. Nothing is written anywhere: the marts are views.
    Raises SparkUnavailable."""
    with spark_where_chosen() as session:
        if session is not None:
            from idic.warehouse.spark_marts import spark_marts

            yield Star(snapshot, spark_marts(session))
            return
    with opened_on_duckdb(snapshot) as star:
        yield star


@contextmanager
def opened_on_duckdb(snapshot: Snapshot) -> Iterator[Star]:
    """For work that goes with the process: whoever asks waits for it, or it reads few rows, and a cluster is no quicker."""
    import ibis

    backend = ibis.duckdb.connect()
    try:
        yield Star(snapshot, backend)
    finally:
        backend.disconnect()
