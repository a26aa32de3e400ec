from datetime import date

from idic.foundation.calendars.working_days import add_working_days, is_working_day, next_working_day

FRIDAY = date(2026, 11, 20)
SATURDAY, SUNDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)


def test_the_weekend_is_skipped():
    assert [next_working_day(day) for day in (FRIDAY, SATURDAY, SUNDAY)] == [MONDAY, MONDAY, MONDAY]
    assert next_working_day(MONDAY) == date(2026, 11, 24)


def test_no_days_later_is_the_day_itself_unless_the_business_rests():
    assert add_working_days(FRIDAY, 0) == FRIDAY
    assert add_working_days(SATURDAY, 0) == MONDAY


def test_five_working_days_are_a_week():
    assert add_working_days(FRIDAY, 5) == date(2026, 11, 27)
    assert not is_working_day(SUNDAY)
