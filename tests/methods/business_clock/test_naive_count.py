"""The clock against whoever looks at the wall once a minute and counts: across the nights on which clocks are put forward
and back, in the north and the south, by an hour and by half of one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods.business_clock import ROUND_THE_CLOCK, BusinessClock, Hours, week_of

MINUTE = timedelta(minutes=1)
LONG_AGO = date(2000, 1, 1)
# Zone, and days on which its clocks are changed.
CHANGES = {
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Europe/London": (date(2026, 3, 29), date(2026, 10, 25)),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "Asia/Bangkok": (date(2026, 4, 13),),
}
WEEKS = {
    "office": week_of({key: ["09:00-12:00", "13:00-17:00"] for key in range(7)}),
    "night": week_of({key: ["22:00-06:00"] for key in range(7)}),
    # with ends within the hour that is left out
    "small hours": week_of({key: ["00:30-02:15", "02:20-05:00"] for key in range(7)}),
    "always": ROUND_THE_CLOCK,
}


def counted(zone: str, week: str, start: datetime, end: datetime, stops: list[tuple[datetime, datetime]]) -> timedelta:
    """How many minutes of those that begin between the two are open and not paused."""
    found, at = timedelta(0), start
    while at < end:
        wall = at.astimezone(ZoneInfo(zone))
        minute = wall.hour * 60 + wall.minute
        is_open = any(one.opens <= minute < one.closes for one in WEEKS[week][wall.weekday()])
        if is_open and not any(begin <= at < stop for begin, stop in stops):
            found += MINUTE
        at += MINUTE
    return found


@pytest.mark.parametrize("week", WEEKS)
@pytest.mark.parametrize("zone", CHANGES)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_as_counted_minute_by_minute(zone: str, week: str, data: st.DataObject) -> None:
    day = data.draw(st.sampled_from(CHANGES[zone]))
    noon = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=12)
    moments = st.integers(0, 2_800).map(lambda minutes: noon + minutes * MINUTE)
    start, end = sorted((data.draw(moments), data.draw(moments)))
    first, last = sorted((data.draw(moments), data.draw(moments)))
    clock = BusinessClock(zone, [Hours(LONG_AGO, WEEKS[week])])
    found = clock.elapsed(start, end, [(first, last)])
    assert found == counted(zone, week, start, end, [(first, last)])
    if found:
        due = clock.due(start, found, [(first, last)])
        assert due <= end
        assert counted(zone, week, start, due, [(first, last)]) == found
