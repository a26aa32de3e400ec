"""Calendars that the tests of the clock reckon with."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from idic.methods.business_clock import CLOSED, ROUND_THE_CLOCK, BusinessClock, Hours, week_of

ORACLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "methods" / "sla.json").read_text(encoding="utf-8")
)["business_clock"]
LONG_AGO = date(2000, 1, 1)


def bangkok() -> BusinessClock:
    said = ORACLE["calendar"]
    windows = ["-".join(one) for one in said["windows"]]
    return BusinessClock(
        said["tz"],
        [
            Hours(
                LONG_AGO,
                week_of(dict.fromkeys(said["weekdays"], windows)),
                {date.fromisoformat(day): () for day in said["holidays"]},
            )
        ],
    )


def new_york_office() -> BusinessClock:
    return BusinessClock("America/New_York", [Hours(LONG_AGO, week_of({key: ["09:00-17:00"] for key in range(5)}))])


def new_york_always() -> BusinessClock:
    return BusinessClock("America/New_York", [Hours(LONG_AGO, ROUND_THE_CLOCK)])


def night_shift() -> BusinessClock:
    return BusinessClock("Europe/London", [Hours(LONG_AGO, week_of({key: ["22:00-06:00"] for key in range(7)}))])


def small_hours() -> BusinessClock:
    """Windows that begin and end within the hours that the clock jumps over or repeats."""
    return BusinessClock(
        "America/New_York",
        [Hours(LONG_AGO, week_of({6: ["00:30-02:15", "02:30-02:45", "02:45-05:00"], 0: ["01:15-01:45"]}))],
    )


def moved_weekends() -> BusinessClock:
    usual = week_of({key: ["09:00-12:00", "13:00-18:00"] for key in range(5)})
    working = {date.fromisoformat(day): usual[0] for day in ORACLE["china_working_weekends_2026"]}
    return BusinessClock(
        "Asia/Shanghai", [Hours(LONG_AGO, usual, working | {date(2026, 1, 1): (), date(2026, 1, 2): ()})]
    )


def changed_in_march() -> BusinessClock:
    """Open all day on Mondays only, and from 9 March on in the mornings of every day."""
    mondays = CLOSED[1:]
    return BusinessClock(
        "America/New_York",
        [
            Hours(LONG_AGO, (ROUND_THE_CLOCK[0], *mondays)),
            Hours(date(2026, 3, 9), week_of({key: ["08:00-12:00"] for key in range(7)})),
        ],
    )


ALL = [
    bangkok, new_york_office, new_york_always, night_shift, small_hours, moved_weekends, changed_in_march,
]  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def instants(moments: list[datetime | None]) -> np.ndarray:
    plain = [None if one is None else one.astimezone(UTC).replace(tzinfo=None) for one in moments]
    return np.array(plain, dtype="datetime64[us]")
