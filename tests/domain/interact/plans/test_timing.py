from datetime import date
from types import SimpleNamespace

from idic.domain.interact.plans.timing import days_after, days_before

#: Songkran of 2026 as the default of `holidays`; the clock is asked for nothing else.
HOLIDAYS = {date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 15)}
CLOCK = SimpleNamespace(is_working_day=lambda day: day.weekday() < 5 and day not in HOLIDAYS)


def test_working_days_leave_out_weekends_and_holidays():
    assert days_after(date(2026, 4, 10), 2, "business", CLOCK) == date(2026, 4, 17)
    assert days_before(date(2026, 4, 17), 2, "business", CLOCK) == date(2026, 4, 10)
    assert days_after(date(2026, 4, 11), 0, "business", CLOCK) == date(2026, 4, 16)


def test_calendar_days_that_end_on_a_closed_day_move_to_the_open_one():
    assert days_after(date(2026, 4, 8), 5, "calendar", CLOCK) == date(2026, 4, 16)
    assert days_before(date(2026, 4, 20), 5, "calendar", CLOCK) == date(2026, 4, 10)


def test_a_leap_day_counts_as_any_other():
    assert days_after(date(2028, 2, 28), 1, "calendar", None) == date(2028, 2, 29)
    assert days_before(date(2028, 2, 29), 30, "calendar", None) == date(2028, 1, 28)
    assert days_before(date(2028, 3, 1), 1, "business", None) == date(2028, 2, 29)
    assert days_after(date(2027, 2, 26), 1, "business", None) == date(2027, 3, 1)
