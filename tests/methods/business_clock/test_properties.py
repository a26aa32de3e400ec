"""What must hold for every calendar, moment and pause, and that cases in bulk come out as one at a time."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idic.methods.business_clock import (
    LOOKED_AT,
    BudgetNotReached,
    Pauses,
    StillPaused,
    due_instants,
    elapsed_minutes,
    limited_pauses,
)
from tests.methods.business_clock.calendars import ALL, instants

CLOCKS = [make() for make in ALL]
clocks = st.sampled_from(CLOCKS)
FIRST = datetime(2026, 2, 25, tzinfo=UTC)
# Minutes, and now and then a second or less, around the days on which the clock is put forward.
moments = st.builds(
    lambda minutes, odd: FIRST + timedelta(minutes=minutes, microseconds=odd),
    st.integers(0, 50 * 24 * 60), st.sampled_from([0, 0, 1, 999_999, 30_000_000]),
)  # fmt: skip
budgets = st.builds(timedelta, minutes=st.integers(0, 20_000), microseconds=st.sampled_from([0, 0, 1]))
pauses = st.lists(st.tuples(moments, moments).map(lambda ends: (min(ends), max(ends))), max_size=4)
quick = settings(max_examples=60, deadline=None)


@quick
@given(clocks, st.lists(moments, min_size=3, max_size=3), pauses)
def test_elapsed_adds_up(clock, given_moments, stops):
    first, middle, last = sorted(given_moments)
    whole = clock.elapsed(first, last, stops)
    assert whole == clock.elapsed(first, middle, stops) + clock.elapsed(middle, last, stops)
    assert timedelta(0) <= whole <= last - first
    assert whole <= clock.elapsed(first, last)


@quick
@given(clocks, moments, budgets, pauses)
def test_due_is_the_first_moment_at_which_the_budget_is_used_up(clock, start, budget, stops):
    try:
        due = clock.due(start, budget, stops)
    except BudgetNotReached:
        # one that is open a few hours a week
        assert clock.elapsed(start, start + timedelta(days=LOOKED_AT), stops) < budget
        return
    assert clock.elapsed(start, due, stops) == budget
    assert due == start or clock.elapsed(start, due - timedelta(microseconds=1), stops) < budget


@quick
@given(clocks, moments)
def test_open_moments_are_those_that_count(clock, moment):
    just_after = clock.elapsed(moment, moment + timedelta(microseconds=1))
    assert clock.is_open(moment) == (just_after > timedelta(0))
    opens = clock.next_open(moment)
    assert clock.is_open(opens)
    assert clock.elapsed(moment, opens) == timedelta(0)
    assert (opens == moment) == clock.is_open(moment)


@quick
@given(clocks, st.lists(st.tuples(moments, moments, budgets, pauses, st.booleans()), min_size=1, max_size=6))
def test_bulk_is_as_one_at_a_time(clock, cases):
    starts = [min(one[:2]) for one in cases]
    ends = [max(one[:2]) for one in cases]
    stops = [[*one[3], *([(max(one[:2]), None)] if one[4] else [])] for one in cases]
    flat = [(place, *pause) for place, mine in enumerate(stops) for pause in reversed(mine)]
    bulk = Pauses(
        [one[0] for one in flat], instants([one[1] for one in flat]), instants([one[2] for one in flat])
    )  # fmt: skip
    minutes = elapsed_minutes(clock, instants(starts), instants(ends), bulk)
    singly = [clock.elapsed(*one) for one in zip(starts, ends, stops, strict=True)]
    assert [timedelta(microseconds=round(one * 60_000_000)) for one in minutes.tolist()] == singly
    due = due_instants(clock, instants(starts), [one[2].total_seconds() / 60 for one in cases], bulk)
    assert due.tolist() == [single_due(clock, *one) for one in zip(starts, (c[2] for c in cases), stops, strict=True)]


def single_due(clock, start, budget, stops):
    try:
        return clock.due(start, budget, stops).replace(tzinfo=None)
    except (BudgetNotReached, StillPaused):
        return None


@quick
@given(clocks, moments, moments, pauses, st.integers(0, 6000))
def test_pauses_count_up_to_their_limit_and_no_further(clock, start, until, stops, most):
    first, last, limit = min(start, until), max(start, until), timedelta(minutes=most)
    whole = clock.elapsed(first, last)
    paused = whole - clock.elapsed(first, last, stops)
    found = clock.limited(first, stops, limit)
    assert whole - clock.elapsed(first, last, found) == min(paused, limit)
    assert clock.limited(first, found, limit) == found


@quick
@given(
    clocks, st.lists(st.tuples(moments, budgets, pauses, st.booleans(), st.integers(0, 3000)), min_size=1, max_size=6)
)
def test_limits_in_bulk_are_as_one_at_a_time(clock, cases):
    starts, budgets_, limits = [one[0] for one in cases], [one[1] for one in cases], [one[4] for one in cases]
    stops = [[*one[2], *([(one[0], None)] if one[3] else [])] for one in cases]
    flat = [(place, *pause) for place, mine in enumerate(stops) for pause in reversed(mine)]
    columns = [one[0] for one in flat], instants([one[1] for one in flat]), instants([one[2] for one in flat])
    bulk = limited_pauses(clock, instants(starts), [None if not place else one for place, one in enumerate(limits)],
                          Pauses(*columns))  # fmt: skip
    singly = [
        clock.limited(start, mine, timedelta(minutes=most)) if place else mine
        for place, (start, mine, most) in enumerate(zip(starts, stops, limits, strict=True))
    ]
    due = due_instants(clock, instants(starts), [one.total_seconds() / 60 for one in budgets_], bulk)
    assert due.tolist() == [single_due(clock, *one) for one in zip(starts, budgets_, singly, strict=True)]
    late = instants([FIRST + timedelta(days=60)] * len(cases))
    minutes = elapsed_minutes(clock, instants(starts), late, bulk)
    assert [timedelta(microseconds=round(one * 60_000_000)) for one in minutes.tolist()] == [
        clock.elapsed(start, FIRST + timedelta(days=60), mine) for start, mine in zip(starts, singly, strict=True)
    ]


@pytest.mark.parametrize("clock", CLOCKS, ids=[make.__name__ for make in ALL])
def test_a_year_in_bulk_is_the_sum_of_its_days(clock):
    days = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(366)]
    minutes = elapsed_minutes(clock, instants(days[:-1]), instants(days[1:]))
    whole = clock.elapsed(days[0], days[-1]).total_seconds() / 60
    assert np.isclose(minutes.sum(), whole, rtol=0, atol=1e-6)
