"""One question, answered by a process of its own that is ended from outside when it does not end by itself."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from idic.warehouse.adhoc.errors import Failed, NotAQuestion, Stopped
from idic.warehouse.adhoc.marts import mart_specs
from idic.warehouse.adhoc.slots import slot
from idic.warehouse.adhoc.spec import Answer, Limits, Spec
from idic.warehouse.rights import RowCut
from idic.warehouse.snapshots import Snapshot

LONGEST_TEXT = 20_000
_SOURCES = str(Path(__file__).resolve().parents[3])
_START = f"import sys; sys.path.insert(0, {_SOURCES!r}); from idic.warehouse.adhoc.room import main; main()"
# the process stops the question itself and says so; only when it cannot do even that, it is ended
_PATIENCE = 2.5
_LONGEST_LINE = 4_000_000


def answer(text: str, *, cut: RowCut, snapshot: Snapshot, places: Path, limits: Limits | None = None) -> Answer:
    """Raises an AdhocError. `places` is the folder of the slots."""
    limits = limits or Limits()
    if not text.strip():
        raise NotAQuestion("empty")
    if len(text) > LONGEST_TEXT or "\0" in text:
        raise NotAQuestion("too_long")
    spec = Spec(
        text=text, marts=mart_specs(cut, snapshot), zone=settings.TIME_ZONE, seconds=limits.seconds, rows=limits.rows,
        memory_mb=limits.memory_mb, bytes=limits.bytes,
    )  # fmt: skip
    with slot(places):
        return _asked(spec, limits)


def _asked(spec: Spec, limits: Limits) -> Answer:
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"}, cwd="/", close_fds=True, start_new_session=True,
    )  # fmt: skip
    ended_by_us = threading.Event()

    def end() -> None:
        ended_by_us.set()
        process.kill()

    guard = threading.Timer(limits.seconds + _PATIENCE, end)
    guard.daemon = True
    guard.start()
    try:
        told = _read(process, spec, limits)
    finally:
        guard.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    if told is None:
        raise Stopped("time", limits.seconds) if ended_by_us.is_set() else Stopped("process", 0)
    columns, types, rows, last = told
    return _understood(columns, types, rows, last, limits, time.monotonic() - begun)


_Told = tuple[list[str], list[str], list[list[object]], dict[str, Any]]


def _read(process: subprocess.Popen[bytes], spec: Spec, limits: Limits) -> _Told | None:
    """None where the process ended without its last word."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(spec).encode())
        process.stdin.close()
    except BrokenPipeError:
        return None
    columns: list[str] = []
    types: list[str] = []
    rows: list[list[object]] = []
    size = 0
    while line := process.stdout.readline(_LONGEST_LINE):
        size += len(line)
        if not line.endswith(b"\n") or size > 5 * limits.bytes + _LONGEST_LINE:
            return None
        message = json.loads(line)
        if isinstance(message, list):
            rows.append(message)
        elif "columns" in message:
            columns, types = message["columns"], message["types"]
        else:
            return columns, types, rows, message
    return None


def _understood(
    columns: list[str], types: list[str], rows: list[list[object]], last: dict[str, Any], limits: Limits, took: float
) -> Answer:
    if "refused" in last:
        raise NotAQuestion(last["refused"], str(last.get("detail", "")))
    if "stopped" in last:
        raise Stopped(last["stopped"], limits.seconds if last["stopped"] == "time" else limits.memory_mb)
    if "failed" in last:
        raise Failed(str(last.get("message", "")))
    return Answer(columns, types, rows, round(took, 2), str(last.get("cut", "")), list(last.get("marts", [])))
