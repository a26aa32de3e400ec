"""Cases of a file: when they came in, when they were done, what was promised, when they stood still."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from idic.doors.cli.calculations.columns import Days, Floats
from idic.doors.cli.calculations.given import Given
from idic.doors.cli.calculations.options import ColumnOptions
from idic.doors.cli.calculations.source import RowCount, refuse
from idic.methods.business_clock import Pauses

_START = ("start", "received", "opened", "created", "เริ่ม", "开始", "開始")
_END = ("end", "resolved", "closed", "done", "สิ้นสุด", "结束", "結束")


@dataclass(frozen=True)
class Cases:
    """One entry per usable row; `budget` in minutes."""

    files: tuple[str, ...]
    rows: RowCount
    start: Days
    end: Days | None
    budget: Floats | None
    pauses: Pauses

    @property
    def years(self) -> range:
        """Those in which the calendar may be asked."""
        first, last = (int(str(one)[:4]) for one in (self.start.min(), self.start.max()))
        latest = last if self.end is None else max(last, int(str(self.end.max())[:4]))
        return range(first - 1, latest + 3)


def read_cases(
    paths: Sequence[Path], chosen: ColumnOptions, *, start: str | None, end: str | None, budget: str | None,
    minutes: float | None, pauses: str | None, local: ZoneInfo | None,
) -> Cases:  # fmt: skip
    """`minutes` is promised to every case, and then no column is."""
    wanted: dict[str, tuple[str | None, Iterable[str]]] = {
        "start": (start, _START), "end": (end, _END), "pauses": (pauses, ("pauses",)),
    }  # fmt: skip
    if minutes is None:
        wanted["budget"] = (budget, ("budget", "budgetmin", "minutes"))
    given = Given(
        paths, chosen, wanted, numeric=("budget",), timed=("start", "end"), optional=("end", "budget", "pauses")
    )
    if "end" not in given and "budget" not in given and minutes is None:
        refuse("Say what to reckon with: --end, --budget or --minutes.")
    begins = given.moments("start", local)
    ends = given.moments("end", local, not_before=begins) if "end" in given else None
    promised = given.numbers("budget", lowest=0) if "budget" in given else None
    stops = given.intervals("pauses", local) if "pauses" in given else []
    used = given.used()
    if minutes is not None:
        promised = np.full(used.size, minutes)
    place = np.cumsum(used) - 1
    kept = [one for one in stops if used[one[0]]]
    since = [one.replace(tzinfo=None) for _row, one, _end in kept]
    to = [one.replace(tzinfo=None) if one else None for _row, _begin, one in kept]
    stopped = Pauses([place[one[0]] for one in kept], np.array(since, "datetime64[us]"), np.array(to, "datetime64[us]"))
    return Cases(
        given.files, given.rows, begins[used], None if ends is None else ends[used],
        None if promised is None else promised[used], stopped,
    )  # fmt: skip
