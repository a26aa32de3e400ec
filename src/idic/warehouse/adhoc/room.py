"""The room that one question is answered in: a process of its own, without our environment, that can read the
permitted files and nothing else, and ends with its answer.

Imported only there. stdin: one JSON object (spec.Spec). stdout: lines of JSON; the first tells the columns, the last
how it ended. No line of ours is written to stderr.
"""

from __future__ import annotations

import importlib
import json
import sys
import threading
import time
from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from idic.warehouse.adhoc.confinement import limit_resources, read_only
from idic.warehouse.adhoc.inspection import Inspected, Refused, inspect

if TYPE_CHECKING:
    import duckdb

    from idic.warehouse.adhoc.spec import MartSpec, Spec

_BATCH = 1000
_LONGEST_CELL = 5_000
#: What cut marts may take in memory, beside what the question itself may use.
_COPIED_MB = 1024

_SETTINGS: dict[str, str | bool | int] = {
    "threads": 1, "temp_directory": "", "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    "allow_community_extensions": False, "allow_unsigned_extensions": False, "python_enable_replacements": False,
    "python_scan_all_frames": False, "allow_persistent_secrets": False, "preserve_insertion_order": True,
}  # fmt: skip


def main() -> None:
    spec: Spec = json.loads(sys.stdin.buffer.read())
    limit_resources(memory_mb=spec["memory_mb"] + _COPIED_MB, seconds=int(spec["seconds"]) + 4)
    import duckdb

    try:
        end = _answered(spec, duckdb)
    except Refused as refusal:
        end = {"refused": refusal.code, "detail": refusal.detail}
    except MemoryError:
        end = {"stopped": "memory"}
    except duckdb.InterruptException:
        end = {"stopped": "time"}
    except duckdb.OutOfMemoryException:
        end = {"stopped": "memory"}
    except duckdb.Error as error:
        end = {"failed": type(error).__name__, "message": str(error)[:4000]}
    except RecursionError:
        end = {"refused": "too_long", "detail": ""}
    _say(end)
    sys.stdout.flush()


def _answered(spec: Spec, engine: Any) -> dict[str, Any]:
    every_file = sorted(
        {file for mart in spec["marts"] for files in (mart["files"], *mart["others"].values()) for file in files}
    )
    connection: duckdb.DuckDBPyConnection = engine.connect(
        ":memory:", config={**_SETTINGS, "memory_limit": f"{spec['memory_mb'] + _COPIED_MB}MB"}
    )
    # It would be drawn where the answer goes.
    connection.execute("SET enable_progress_bar = false")
    connection.execute(f"SET TimeZone = {_literal(spec['zone'])}")
    # The engine asks for it where an answer has a moment with its zone, when no file can be opened any more.
    importlib.import_module("pytz").timezone(spec["zone"])
    read_only(every_file)
    told = connection.execute("SELECT json_serialize_sql(?)", [spec["text"]]).fetchone()
    marts = {mart["name"]: mart for mart in spec["marts"]}
    inspected = inspect(json.loads(told[0]) if told else {}, marts.keys())
    statements = connection.extract_statements(spec["text"])
    if len(statements) != 1 or statements[0].type != engine.StatementType.SELECT:
        raise Refused("not_a_select")
    timer = threading.Timer(spec["seconds"], connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        whole = _furnish(connection, [marts[name] for name in sorted(inspected.marts)], inspected)
        _lock(connection, whole, memory_mb=spec["memory_mb"])
        read_only(whole)
        end = _run(connection, spec)
    finally:
        timer.cancel()
    return {**end, "marts": sorted(inspected.marts)}


def _furnish(connection: duckdb.DuckDBPyConnection, marts: list[MartSpec], inspected: Inspected) -> list[str]:
    """Marts that the asker reads whole become views over their files, which are told; of all others only the asker's
    rows and columns come in, and the files stay shut afterwards."""
    whole: list[str] = []
    for mart in marts:
        name, source = _quoted(mart["name"]), _read(mart["files"])
        present = {str(row[0]) for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}  # noqa: S608
        wanted = {column: told for column, told in mart["columns"].items() if column in present}
        if not mart["where"] and all(column == told for column, told in wanted.items()):
            columns = ", ".join(_quoted(column) for column in wanted)
            connection.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM {source}")  # noqa: S608 - declared names
            whole += mart["files"]
            continue
        if inspected.columns is not None:
            named = {column: told for column, told in wanted.items() if column.lower() in inspected.columns}
            wanted = named or dict([next(iter(wanted.items()))])
        columns = ", ".join(f"{told} AS {_quoted(column)}" for column, told in wanted.items())
        where = mart["where"] or "TRUE"
        for other, files in mart["others"].items():
            where = where.replace(f"{{{other}}}", _read(files))
        connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM {source} AS m WHERE {where}")  # noqa: S608
    return whole


def _lock(connection: duckdb.DuckDBPyConnection, files: list[str], *, memory_mb: int) -> None:
    """Nothing of this can be set back: the last statement locks the settings themselves."""
    held = connection.execute("SELECT coalesce(sum(memory_usage_bytes), 0)::BIGINT FROM duckdb_memory()").fetchone()
    copied = int(held[0]) // 1_000_000 if held else 0
    connection.execute(f"SET memory_limit = '{memory_mb + copied}MB'")
    paths = ", ".join(_literal(file) for file in files)
    connection.execute(f"SET allowed_paths = [{paths}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _run(connection: duckdb.DuckDBPyConnection, spec: Spec) -> dict[str, Any]:
    import duckdb

    begun = time.monotonic()
    result = connection.execute(spec["text"])
    described = result.description or []
    _say({"columns": [one[0] for one in described], "types": [str(one[1]) for one in described]})
    rows = size = 0
    cut = ""
    while not cut:
        try:
            batch = result.fetchmany(min(_BATCH, spec["rows"] - rows + 1))
        except duckdb.InterruptException:
            if not rows:
                raise
            cut = "time"
            break
        if not batch:
            break
        for row in batch:
            if rows == spec["rows"]:
                cut = "rows"
                break
            line = json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":"))
            size += len(line)
            if size > spec["bytes"]:
                cut = "bytes"
                break
            rows += 1
            sys.stdout.write(line + "\n")
    return {"rows": rows, "cut": cut, "seconds": round(time.monotonic() - begun, 3)}


def _plain(value: object) -> object:
    """Numbers stay numbers, exact ones travel as texts; the column's type tells which is which."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date | clock):
        return value.isoformat()
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…"


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=False) + "\n")


def _read(files: list[str]) -> str:
    return f"read_parquet([{', '.join(_literal(file) for file in files)}])"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
