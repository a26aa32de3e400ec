from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

from idic.foundation.events.operations.seal import advance_horizon
from idic.warehouse.snapshots import Snapshot, begin_snapshot, publish_snapshot
from idic.warehouse.tables import TABLES, SourceTable

Report = Callable[[str, int, int], None]


def take_snapshot(warehouse: Path, *, at: datetime, time_zone: str, report: Report) -> Snapshot:
    """Copies the declared tables out of one moment of the database, and publishes them together."""
    # Heavy, and wanted by the worker alone: a web process never loads them.
    import adbc_driver_postgresql.dbapi as adbc
    import pyarrow.parquet as parquet

    # Settled before the snapshot begins, so it holds every event up to the watermark; the largest id that is visible
    # would not do, because a smaller one may still be on its way. The first call notes the last id handed out, the
    # second finds it settled unless somebody is still writing.
    advance_horizon()
    watermark = advance_horizon()
    with adbc.connect(_address()) as source:
        cursor = source.cursor()
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        folder = begin_snapshot(warehouse, at=at, watermark=watermark)
        rows: dict[str, int] = {}
        for number, table in enumerate(TABLES):
            report("extract", number, len(TABLES))
            rows[table.name] = _copy(cursor, table, folder / f"{table.name}.parquet", time_zone, parquet.ParquetWriter)
        report("extract", len(TABLES), len(TABLES))
        cursor.close()
    return publish_snapshot(warehouse, folder, watermark=watermark, rows=rows)


def _copy(cursor: object, table: SourceTable, path: Path, time_zone: str, writer_class: Callable[..., object]) -> int:
    cursor.execute(table.select(time_zone))  # type: ignore[attr-defined]  # ADBC ships no types
    reader = cursor.fetch_record_batch()  # type: ignore[attr-defined]
    writer = writer_class(path, reader.schema, compression="zstd")
    rows = 0
    try:
        for batch in reader:
            writer.write_batch(batch)  # type: ignore[attr-defined]
            rows += batch.num_rows
    finally:
        writer.close()  # type: ignore[attr-defined]
    return rows


def _address() -> str:
    """The same database that Django uses, which in a test is not the configured one."""
    parameters = connection.get_connection_params()
    names = ("host", "port", "user", "password", "sslmode")
    query = {name: str(parameters[name]) for name in names if parameters.get(name)}
    return f"postgresql:///{quote(str(parameters['dbname']))}?{urlencode(query, quote_via=quote)}"
