"""Moments of a file. One without a zone names no point in time, unless the user says whose clock it was read from."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from idic.doors.cli.calculations.columns import FAULT, Days, Faults

Interval = tuple[datetime, datetime | None]


def moments(column: pl.Series, zone: ZoneInfo | None) -> tuple[Days, Faults]:
    """In UTC, to the microsecond."""
    found = np.full(len(column), np.datetime64("NaT"), dtype="datetime64[us]")
    faults = np.zeros(len(column), dtype=np.int8)
    for place, text in enumerate(column.to_list()):
        one = moment(text, zone)
        if isinstance(one, datetime):
            found[place] = one.replace(tzinfo=None)
        else:
            faults[place] = FAULT[one]
    return found, faults


def moment(text: str | None, zone: ZoneInfo | None) -> datetime | str:
    """In UTC, or why it cannot be read."""
    if text is None:
        return "moment_missing"
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return "moment_unreadable"
    if read.tzinfo is None:
        if zone is None:
            return "moment_without_zone"
        read = read.replace(tzinfo=zone)
    return read.astimezone(UTC) if 1900 <= read.year <= 2200 else "moment_unreadable"


def intervals(text: str | None, zone: ZoneInfo | None) -> list[Interval] | str:
    """Written as in ISO 8601 with a solidus, several set apart by semicolons; an empty end goes on."""
    found: list[Interval] = []
    for part in (text or "").split(";"):
        if not part.strip():
            continue
        begins, _solidus, ends = part.partition("/")
        first = moment(begins.strip() or None, zone)
        last = moment(ends.strip(), zone) if ends.strip() else None
        if isinstance(first, str):
            return first
        if isinstance(last, str):
            return last
        if last is not None and last < first:
            return "end_before_start"
        found.append((first, last))
    return found
