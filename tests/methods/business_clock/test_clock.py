from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from idic.methods.business_clock import (
    ROUND_THE_CLOCK,
    BudgetNotReached,
    BusinessClock,
    ClockError,
    EndBeforeStart,
    Hours,
    MomentOutOfRange,
    MomentWithoutZone,
    NeverOpen,
    Pauses,
    StillPaused,
    WindowsOverlap,
    WindowUnreadable,
    ZoneUnknown,
    due_instants,
    elapsed_minutes,
    week_of,
    windows,
)  # fmt: skip
from tests.methods.business_clock.calendars import (
    LONG_AGO,
    at,
    bangkok,
    changed_in_march,
    instants,
    new_york_always,
    night_shift,
    small_hours,
)  # fmt: skip

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_overlapping_pauses_count_once_and_one_outside_open_time_counts_nothing():
    start, end = at("2026-04-16T08:30+07:00"), at("2026-04-16T16:30+07:00")
    pauses = [
        (at("2026-04-16T09:00+07:00"), at("2026-04-16T10:00+07:00")),
        (at("2026-04-16T09:30+07:00"), at("2026-04-16T11:00+07:00")),
        (at("2026-04-16T09:45+07:00"), at("2026-04-16T09:50+07:00")),
        (at("2026-04-16T12:00+07:00"), at("2026-04-16T13:00+07:00")),
        (at("2026-04-15T09:00+07:00"), at("2026-04-15T16:00+07:00")),
    ]
    assert bangkok().elapsed(start, end, pauses) == 5 * HOUR
    assert bangkok().due(start, 5 * HOUR, pauses) == end
    assert bangkok().due(start, HOUR / 2, pauses) == at("2026-04-16T09:00+07:00")


def test_a_case_of_a_holiday_starts_when_work_does():
    assert bangkok().next_open(at("2026-04-13T10:00+07:00")) == at("2026-04-16T08:30+07:00")
    assert bangkok().due(at("2026-04-13T10:00+07:00"), HOUR) == at("2026-04-16T09:30+07:00")
    assert not bangkok().is_working_day(date(2026, 4, 13))


def test_a_window_is_open_at_its_beginning_and_shut_at_its_end():
    opens, shuts = at("2026-04-16T08:30+07:00"), at("2026-04-16T12:00+07:00")
    assert bangkok().is_open(opens)
    assert not bangkok().is_open(shuts)
    assert bangkok().next_open(shuts) == at("2026-04-16T13:00+07:00")
    assert bangkok().due(shuts, timedelta(0)) == shuts


def test_the_open_stretches_between_two_moments_make_up_what_elapses():
    start, end = at("2026-04-10T15:45+07:00"), at("2026-04-16T13:20+07:00")
    stretches = bangkok().open_between(start, end)
    assert stretches == [
        (start, at("2026-04-10T16:30+07:00")), (at("2026-04-16T08:30+07:00"), at("2026-04-16T12:00+07:00")),
        (at("2026-04-16T13:00+07:00"), end),
    ]  # fmt: skip
    assert sum((shuts - opens for opens, shuts in stretches), timedelta()) == bangkok().elapsed(start, end)
    assert bangkok().open_between(start, start) == []


def test_a_night_shift_is_one_stretch_over_midnight():
    clock = night_shift()
    assert clock.elapsed(at("2026-01-10T21:00+00:00"), at("2026-01-11T07:00+00:00")) == 8 * HOUR
    # the night in which the clock is put forward has an hour less, the one in which it is put back an hour more
    assert clock.elapsed(at("2026-03-28T21:00+00:00"), at("2026-03-29T12:00+01:00")) == 7 * HOUR
    assert clock.elapsed(at("2026-10-24T21:00+01:00"), at("2026-10-25T12:00+00:00")) == 9 * HOUR


def test_all_day_and_all_night_is_plain_time():
    start = at("2026-10-31T00:00-04:00")
    assert new_york_always().elapsed(start, start + 100 * HOUR) == 100 * HOUR
    assert new_york_always().due(start, 100 * HOUR) == start + 100 * HOUR


def test_local_times_that_a_day_lacks_or_has_twice():
    clock = small_hours()
    spring, midnight = at("2026-03-08T00:00-05:00"), at("2026-03-09T00:00-04:00")
    # 00:30 to 02:00, and 03:00 to 05:00: what lies between is not there
    assert clock.elapsed(spring, midnight) == 3.5 * HOUR
    assert clock.next_open(at("2026-03-08T01:59:59-05:00") + 2 * timedelta(seconds=1)) == at(
        "2026-03-08T03:00:01-04:00"
    )
    # 00:30 to 02:15 holds the hour after one twice
    assert clock.elapsed(at("2026-11-01T00:00-04:00"), at("2026-11-01T02:20-05:00")) == 2.75 * HOUR


def test_the_local_day_decides_which_version_holds():
    clock = changed_in_march()
    assert clock.elapsed(at("2026-03-02T00:00-05:00"), at("2026-03-03T00:00-05:00")) == 24 * HOUR
    assert clock.elapsed(at("2026-03-09T00:00-04:00"), at("2026-03-11T00:00-04:00")) == 8 * HOUR
    # Sunday evening is Monday already in UTC
    assert clock.elapsed(at("2026-03-08T20:00-04:00"), at("2026-03-09T00:00-04:00")) == timedelta(0)
    assert clock.elapsed(at("1999-12-27T00:00-05:00"), at("1999-12-28T00:00-05:00")) == 24 * HOUR


def test_hours_that_open_on_single_days_only():
    fair = BusinessClock("Asia/Taipei", [Hours(LONG_AGO, ((),) * 7, {date(2026, 5, 9): windows(["10:00-18:00"])})])
    assert fair.due(at("2026-05-01T00:00+08:00"), HOUR) == at("2026-05-09T11:00+08:00")
    with pytest.raises(BudgetNotReached):
        fair.due(at("2026-05-01T00:00+08:00"), 9 * HOUR)
    with pytest.raises(BudgetNotReached):
        fair.due(at("2025-03-01T00:00+08:00"), HOUR)
    with pytest.raises(BudgetNotReached):
        fair.next_open(at("2027-05-01T00:00+08:00"))
    assert np.isnat(due_instants(fair, instants([at("2026-05-01T00:00+08:00")]), [540])).all()


def test_a_pause_that_goes_on():
    start = at("2026-04-16T08:30+07:00")
    pauses = [(at("2026-04-16T10:00+07:00"), None)]
    assert bangkok().elapsed(start, at("2026-04-17T16:30+07:00"), pauses) == 1.5 * HOUR
    assert bangkok().due(start, 1.5 * HOUR, pauses) == at("2026-04-16T10:00+07:00")
    with pytest.raises(StillPaused):
        bangkok().due(start, 2 * HOUR, pauses)


def test_a_pause_counts_up_to_its_limit():
    """Paused from Thursday 09:00 on; three hours are used up when the desk closes for lunch, five at 15:00."""
    start, nine = at("2026-04-16T08:30+07:00"), at("2026-04-16T09:00+07:00")
    clock = bangkok()
    assert clock.limited(start, [(nine, None)], 3 * HOUR) == [(nine, at("2026-04-16T12:00+07:00"))]
    assert clock.limited(start, [(nine, None)], 5 * HOUR) == [(nine, at("2026-04-16T15:00+07:00"))]
    assert clock.due(start, HOUR, clock.limited(start, [(nine, None)], 3 * HOUR)) == at("2026-04-16T13:30+07:00")
    assert clock.limited(start, [(nine, None)], timedelta(0)) == []
    # what was paused before the clock began is no part of it, and a pause within the limit stays as long as it was
    begun = [
        (at("2026-04-10T09:00+07:00"), at("2026-04-16T10:00+07:00")),
        (at("2026-04-16T16:00+07:00"), at("2026-04-16T20:00+07:00")),
    ]
    assert clock.limited(start, begun, 2 * HOUR) == begun
    assert clock.limited(start, begun, 90 * MINUTE) == [begun[0]]
    with pytest.raises(EndBeforeStart):
        clock.limited(start, [], -MINUTE)


def test_what_cannot_be_reckoned_is_refused():
    start = at("2026-04-16T08:30+07:00")
    with pytest.raises(EndBeforeStart):
        bangkok().elapsed(start, start - MINUTE)
    with pytest.raises(EndBeforeStart):
        bangkok().elapsed(start, start, [(start, start - MINUTE)])
    with pytest.raises(EndBeforeStart):
        bangkok().due(start, -MINUTE)
    for wrong in (
        lambda: bangkok().elapsed(datetime(2026, 4, 16), start),
        lambda: bangkok().is_open(datetime(2026, 4, 16)),
    ):
        with pytest.raises(MomentWithoutZone):
            wrong()
    with pytest.raises(MomentOutOfRange):
        bangkok().due(datetime(9999, 12, 31, tzinfo=UTC), HOUR)


def test_bulk_refuses_the_same_and_leaves_unknown_cases_out():
    some = instants([at("2026-04-16T08:30+07:00"), None])
    assert np.isnan(elapsed_minutes(bangkok(), some, some)).tolist() == [False, True]
    assert np.isnat(due_instants(bangkok(), some, 60)).tolist() == [False, True]
    assert elapsed_minutes(bangkok(), some[1:], some[1:]).size == 1
    earlier = some - np.timedelta64(1, "m")
    with pytest.raises(EndBeforeStart):
        elapsed_minutes(bangkok(), some, earlier)
    with pytest.raises(EndBeforeStart):
        elapsed_minutes(bangkok(), some, some, Pauses([0], some[:1], earlier[:1]))
    with pytest.raises(ClockError):
        elapsed_minutes(bangkok(), some, some[:1])
    with pytest.raises(ClockError):
        elapsed_minutes(bangkok(), some, some, Pauses([2], some[:1], some[:1]))
    with pytest.raises(MomentOutOfRange):
        elapsed_minutes(bangkok(), np.array(["1600-01-01"], "M8[us]"), np.array(["1600-01-02"], "M8[us]"))


def test_calendars_that_cannot_serve_are_refused():
    with pytest.raises(NeverOpen):
        Hours(LONG_AGO, ((),) * 7, {date(2026, 4, 13): ()})
    with pytest.raises(NeverOpen):
        BusinessClock("Asia/Bangkok", [])
    for wrong in ("Asia/Bangkock", "", "../zone", "Asia"):
        with pytest.raises(ZoneUnknown):
            BusinessClock(wrong, [Hours(LONG_AGO, ROUND_THE_CLOCK)])
    with pytest.raises(WindowsOverlap):
        windows(["08:00-12:00", "11:59-13:00"])
    for wrong in ("8-12", "12:00-12:00", "24:00-01:00", "23:00-24:01", "12:00-08:00"):
        with pytest.raises(WindowUnreadable):
            windows([wrong])
    with pytest.raises(WindowUnreadable):
        week_of({0: ["22:00-22:00"]})
    assert week_of({6: ["22:00-00:00"]})[6] == windows(["22:00-24:00"])
    assert week_of({6: ["22:00-02:00"]})[0] == windows(["00:00-02:00"])
