from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods.deadlines import Period, deadline, hours_later, months_later


def _working(day: date) -> bool:
    return day.weekday() < 5


def test_a_month_ends_on_the_last_day_of_a_shorter_month() -> None:
    assert deadline(date(2028, 1, 31), Period(months=1), is_working=_working).counted == date(2028, 2, 29)


def test_thirty_days_do_not_count_the_day_of_receipt() -> None:
    assert deadline(date(2028, 1, 31), Period(days=30), is_working=_working).counted == date(2028, 3, 1)


def test_a_day_off_moves_the_practical_day_and_the_aim_stays() -> None:
    found = deadline(date(2026, 10, 2), Period(days=30), is_working=_working)
    assert found.counted == date(2026, 11, 1)
    assert found.practical == date(2026, 11, 2)
    assert found.aim == date(2026, 11, 1)


def test_time_that_the_clock_stood_is_added() -> None:
    assert deadline(date(2026, 3, 2), Period(days=30), paused_days=4).counted == date(2026, 4, 5)


def test_seventy_two_hours_run_through_a_holiday() -> None:
    bangkok = timezone(timedelta(hours=7))
    assert hours_later(datetime(2026, 4, 10, 16, tzinfo=bangkok), 72) == datetime(2026, 4, 13, 16, tzinfo=bangkok)


def test_seventy_two_hours_are_real_hours_when_the_clock_changes() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = datetime(2026, 3, 27, 12, tzinfo=berlin)
    due = hours_later(found, 72)
    assert due.hour == 13
    assert due.astimezone(UTC) - found.astimezone(UTC) == timedelta(hours=72)


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        hours_later(datetime(2026, 4, 10, 16), 72)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 30))
def test_months_later_falls_in_that_month_and_never_on_a_later_day(day: date, months: int) -> None:
    found = months_later(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
