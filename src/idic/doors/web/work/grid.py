"""Where an entry stands in the calendar: quarter hours down, days across, overlapping ones side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from idic.domain.work.queries.calendar import Entry
from idic.domain.work.times import midnight
from idic.doors.web.work.wording import Row
from idic.foundation.languages import formats

SLOT = timedelta(minutes=15)
SLOTS = 96
# Less cannot hold a title.
_SHORTEST = 2
MOST_LANES = 6
_MOST_IN_MONTH = 4

Shown = Callable[[Entry], Row]


@dataclass(frozen=True)
class Block:
    """`slot` and `length` are quarter hours; `lane` of `lanes` side by side."""

    row: Row
    slot: int
    length: int
    lane: int
    lanes: int
    may_move: bool


@dataclass(frozen=True)
class DayColumn:
    day: date
    is_today: bool
    whole: list[Row]
    blocks: list[Block]

    @property
    def name(self) -> str:
        """Of the weekday, short enough for a column."""
        return format_date(self.day, "EEE", locale=formats.current_locale())


@dataclass(frozen=True)
class MonthCell:
    day: date
    is_today: bool
    in_month: bool
    rows: list[Row]
    more: int


@dataclass(frozen=True)
class AgendaDay:
    day: date
    is_today: bool
    rows: list[Row]


def columns(
    entries: Sequence[Entry], days: Sequence[date], *, today: date, shown: Shown, movable: Callable[[Entry], bool]
) -> list[DayColumn]:
    found = []
    for day in days:
        mine = [entry for entry in entries if entry.first_day <= day <= entry.last_day]
        whole = [shown(entry) for entry in mine if stands_above(entry)]
        timed = [entry for entry in mine if not stands_above(entry)]
        found.append(DayColumn(day, day == today, whole, _blocks(timed, day, shown, movable)))
    return found


def month_cells(
    entries: Sequence[Entry], days: Sequence[date], *, today: date, month: int, shown: Shown
) -> list[MonthCell]:
    cells = []
    for day in days:
        mine = [entry for entry in entries if entry.first_day <= day <= entry.last_day]
        fits = len(mine) if len(mine) <= _MOST_IN_MONTH else _MOST_IN_MONTH - 1
        rows = [shown(entry) for entry in mine[:fits]]
        cells.append(MonthCell(day, day == today, day.month == month, rows, len(mine) - fits))
    return cells


def agenda_days(entries: Sequence[Entry], days: Sequence[date], *, today: date, shown: Shown) -> list[AgendaDay]:
    """Only days on which there is something; a narrow screen reads downwards."""
    found = []
    for day in days:
        rows = [shown(entry) for entry in entries if entry.first_day <= day <= entry.last_day]
        if rows or day == today:
            found.append(AgendaDay(day, day == today, rows))
    return found


def stands_above(entry: Entry) -> bool:
    """Without an hour, or longer than a day: in the row above the hours."""
    times = entry.times
    if times.is_all_day or (times.starts_at is None and times.due_at is None):
        return True
    return times.starts_at is not None and entry.last_day > entry.first_day


def _blocks(entries: Sequence[Entry], day: date, shown: Shown, movable: Callable[[Entry], bool]) -> list[Block]:
    begins = midnight(day)
    places = sorted(
        ((*_slots(entry, begins), entry) for entry in entries), key=lambda one: (one[0], -one[1], one[2].task.pk)
    )
    blocks: list[Block] = []
    cluster: list[tuple[int, int, Entry]] = []
    for place in places:
        if cluster and place[0] >= max(slot + length for slot, length, _entry in cluster):
            blocks += _side_by_side(cluster, shown, movable)
            cluster = []
        cluster.append(place)
    return blocks + _side_by_side(cluster, shown, movable)


def _slots(entry: Entry, begins: datetime) -> tuple[int, int]:
    start = entry.anchor
    slot = min(max(int((start - begins) / SLOT), 0), SLOTS - _SHORTEST)
    length = -(-(entry.until - start) // SLOT) if entry.times.ends_at else _SHORTEST
    return slot, max(_SHORTEST, min(int(length), SLOTS - slot))


def _side_by_side(
    cluster: Sequence[tuple[int, int, Entry]], shown: Shown, movable: Callable[[Entry], bool]
) -> list[Block]:
    ends: list[int] = []
    lanes: list[int] = []
    for slot, length, _entry in cluster:
        free = next((number for number, end in enumerate(ends) if end <= slot), None)
        if free is None and len(ends) < MOST_LANES:
            free = len(ends)
            ends.append(0)
        lane = MOST_LANES - 1 if free is None else free
        ends[lane] = max(ends[lane], slot + length)
        lanes.append(lane)
    return [
        Block(shown(entry), slot, length, lane, len(ends), movable(entry))
        for (slot, length, entry), lane in zip(cluster, lanes, strict=True)
    ]
