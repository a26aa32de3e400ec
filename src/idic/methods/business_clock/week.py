"""The windows of the seven weekdays, Monday first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from idic.methods.business_clock.errors import WindowUnreadable
from idic.methods.business_clock.windows import MINUTES_OF_DAY, Window, Windows, in_order, minutes_of

Week = tuple[Windows, ...]
DAYS = 7
CLOSED: Week = ((),) * DAYS
ROUND_THE_CLOCK: Week = ((Window(0, MINUTES_OF_DAY),),) * DAYS


def week_of(texts: Mapping[int, Iterable[str]]) -> Week:
    """From texts such as {0: ["08:30-12:00", "13:00-16:30"]}. A window over midnight (22:00-06:00) is kept as two, the
    second on the next weekday; 22:00-22:00 is refused, since it may mean nothing or a whole day."""
    days: list[list[Window]] = [[] for _ in range(DAYS)]
    for weekday, written in texts.items():
        if not 0 <= weekday < DAYS:
            raise WindowUnreadable(f"weekday {weekday}")
        for text in written:
            opens, closes = minutes_of(text)
            if opens < closes:
                days[weekday].append(Window(opens, closes))
            elif opens in (closes, MINUTES_OF_DAY):
                raise WindowUnreadable(text)
            else:
                days[weekday].append(Window(opens, MINUTES_OF_DAY))
                if closes:
                    days[(weekday + 1) % DAYS].append(Window(0, closes))
    return tuple(in_order(day) for day in days)


def usual_day(week: Week) -> Windows:
    """What most open weekdays have, the earlier one where it is a draw: the hours of an extra working day."""
    open_days = [day for day in week if day]
    return max(open_days, key=open_days.count, default=())
