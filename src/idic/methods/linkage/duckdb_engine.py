from __future__ import annotations

from typing import Any, ClassVar

import pyarrow as pa
from splink import DuckDBAPI

from idic.methods.linkage.engine import Engine
from idic.methods.linkage.sql import Dialect


class DuckDBEngine(Engine):
    """In memory, and on disk beside it where the memory does not suffice."""

    dialect: ClassVar[Dialect] = "duckdb"

    def __init__(self, *, memory_limit: str | None = None, threads: int | None = None) -> None:
        api = DuckDBAPI()
        self.api = api
        self._connection = api.duckdb_con
        self.run("SET enable_progress_bar = false")
        self.run("SET preserve_insertion_order = false")
        if memory_limit:
            self.run(f"SET memory_limit = '{memory_limit}'")
        if threads:
            self.run(f"SET threads = {threads}")

    def run(self, sql: str) -> None:
        self._connection.execute(sql)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def table(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()

    def load(self, name: str, table: pa.Table) -> None:
        self._connection.register("incoming", table)
        self.run(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming")  # noqa: S608
        self._connection.unregister("incoming")

    def list_columns(self) -> frozenset[str]:
        rows = self.rows(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = 'records' AND data_type LIKE '%[]'"
        )
        return frozenset(str(name) for (name,) in rows)
