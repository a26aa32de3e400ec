"""A search that knows nothing of the product: every column of every table, and every file below the data folder."""

from __future__ import annotations

import base64
import gzip
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

_COLUMNS = """
    SELECT c.table_schema, c.table_name, c.column_name, c.data_type
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
    ORDER BY 1, 2, c.ordinal_position
"""
_ENCODINGS = ("utf-8", "utf-16-le", "cp874", "gb18030", "big5")


def traces_in_the_database(traces: Sequence[str]) -> list[str]:
    """As "table: trace", however the column holds it: text, list, JSON, number, bytes."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        tables: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for schema, table, column, kind in cursor.fetchall():
            tables.setdefault((schema, table), []).append((column, kind))
        found = []
        for (schema, table), columns in tables.items():
            texts = ", ".join(f'"{name}"::text' for name, kind in columns if kind != "bytea") or "''"
            raw = [name for name, kind in columns if kind == "bytea"]
            counts, values = [], []
            for trace in traces:
                holds = [
                    "all_text LIKE %s",
                    "all_text LIKE %s",
                    *(f'position(%s::bytea in "{name}") > 0' for name in raw),
                ]
                counts.append(f"count(*) FILTER (WHERE {' OR '.join(holds)})")
                values += [_like(trace), _like(json.dumps(trace)[1:-1]), *[trace.encode()] * len(raw)]
            cursor.execute(
                f"SELECT {', '.join(counts)} FROM (SELECT *, lower(concat_ws(E'\\n', {texts})) AS all_text FROM"
                f' "{schema}"."{table}") AS looked',
                values,
            )
            found += [
                f"{table} ({count}): {trace}" for trace, count in zip(traces, cursor.fetchone(), strict=True) if count
            ]
        cursor.execute("SELECT cache_key, value FROM foundation_cache")
        hidden = [key.encode() + base64.b64decode(value) for key, value in cursor.fetchall()]
    hidden += [str(session.get_decoded()).encode() for session in Session.objects.all()]
    found += [
        f"cache or session: {trace}" for trace in traces for text in hidden if trace.lower().encode() in text.lower()
    ]
    assert len(tables) > 100
    return found


def traces_in_the_files(traces: Sequence[str]) -> list[str]:
    needles = {
        trace: {trace.lower().encode(encoding, "ignore") for encoding in _ENCODINGS if _can(trace, encoding)}
        for trace in traces
    }
    return [
        f"{name}: {trace}"
        for name, content in _contents()
        for trace, forms in needles.items()
        if any(form in content for form in forms)
    ]


def _can(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _like(trace: str) -> str:
    escaped = trace.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _contents() -> Iterator[tuple[str, bytes]]:
    """Path and lowered bytes, with what a compressed file or a table of columns holds inside."""
    for path in sorted(Path(settings.CONFIGURATION.home).rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            # a damaged file, as other tests leave some, is looked through as the bytes that it is
            with suppress(OSError, EOFError, ValueError, zipfile.BadZipFile):
                content += _inside(path, content)
            yield str(path), content.lower()


def _inside(path: Path, content: bytes) -> bytes:
    import duckdb
    import pyarrow.parquet as parquet

    if path.suffix == ".parquet":
        return str(parquet.read_table(path).to_pydict()).encode()
    if path.suffix in (".duckdb", ".db"):
        with duckdb.connect(str(path), read_only=True) as opened:
            tables = [row[0] for row in opened.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
            return b"".join(str(opened.execute(f'SELECT * FROM "{one}"').fetchall()).encode() for one in tables)
    if path.suffix == ".gz":
        return gzip.decompress(content)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return b""
