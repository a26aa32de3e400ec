"""A snapshot opened: its marts as tables of the engine that the installation works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
        self._tables: dict[str, ir.Table] = {}

    def table(self, name: str) -> ir.Table:
        """Raises MartMissing where the snapshot has none of this name."""
        if name not in self._tables:
            self._tables[name] = self.backend.read_parquet(str(self.snapshot.table(name)), table_name=name)
        return self._tables[name]

    def holds(self, name: str) -> bool:
        return name in self.snapshot.rows


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Star]:
    """On DuckDB, or on Spark where WAREHOUSE_ENGINE says so. Nothing is written anywhere: the marts are views."""
    import ibis

    with spark_where_chosen() as session:
        if session is not None:
            yield Star(snapshot, ibis.pyspark.connect(session))
            return
        backend = ibis.duckdb.connect()
        try:
            yield Star(snapshot, backend)
        finally:
            backend.disconnect()


@contextmanager
def opened_on_duckdb(snapshot: Snapshot) -> Iterator[Star]:
    """For work that goes with the process and needs no cluster."""
    import ibis

    backend = ibis.duckdb.connect()
    try:
        yield Star(snapshot, backend)
    finally:
        backend.disconnect()
