"""When a business is open: a zone, and versions of its hours, each from a day on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from idic.methods.business_clock.errors import MomentOutOfRange, MomentWithoutZone, NeverOpen
from idic.methods.business_clock.local_time import instant_of, microseconds, zone_named
from idic.methods.business_clock.week import Week
from idic.methods.business_clock.windows import Windows

# In microseconds since 1970, as [from, to).
Interval = tuple[int, int]
FIRST_YEAR, LAST_YEAR = 1900, 2200
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """`days` says otherwise than the week: () is a holiday, windows are a half day or an extra working day."""

    valid_from: date
    week: Week
    days: Mapping[date, Windows] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not any(self.week) and not any(self.days.values()):
            raise NeverOpen

    def on(self, day: date) -> Windows:
        return self.days.get(day, self.week[day.weekday()])


class BusinessCalendar:
    """The local day decides which version holds; days before the first version are ruled by the first."""

    def __init__(self, zone: str, versions: Iterable[Hours]) -> None:
        self.zone: ZoneInfo = zone_named(zone)
        self.versions = tuple(sorted(versions, key=lambda one: one.valid_from))
        if not self.versions:
            raise NeverOpen
        self._starts = [one.valid_from for one in self.versions]
        self._expanded: dict[date, tuple[Interval, ...]] = {}

    def windows_on(self, day: date) -> Windows:
        return self.versions[max(bisect_right(self._starts, day) - 1, 0)].on(day)

    def open_on(self, day: date) -> tuple[Interval, ...]:
        """The windows of a local day as points in time, in order; what the clock jumps over is left out."""
        found = self._expanded.get(day)
        if found is None:
            ends = [
                (
                    microseconds(instant_of(day, one.opens, self.zone)),
                    microseconds(instant_of(day, one.closes, self.zone)),
                )
                for one in self.windows_on(day)
            ]
            found = self._expanded[day] = tuple((opens, closes) for opens, closes in ends if opens < closes)
        return found

    def day_of(self, moment: datetime) -> date:
        return known(moment).astimezone(self.zone).date()

    def days_from(self, day: date) -> Iterable[date]:
        while day.year <= LAST_YEAR + 2:
            yield day
            day += _ONE_DAY


def known(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise MomentWithoutZone(moment)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise MomentOutOfRange(moment)
    return moment.astimezone(UTC)
