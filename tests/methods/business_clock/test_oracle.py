"""Figures of tests/data/methods/sla.json, one case at a time and in bulk."""

from datetime import UTC, date, timedelta

import numpy as np
import pytest

from idic.methods.business_clock import Pauses, due_instants, elapsed_minutes
from tests.methods.business_clock.calendars import (
    ORACLE,
    at,
    bangkok,
    instants,
    moved_weekends,
    new_york_always,
    new_york_office,
)  # fmt: skip

DUE = [(at(one["start"]), one["budget_min"], at(one["due"])) for one in ORACLE["due"]]
ELAPSED = [
    (at(one["start"]), at(one["end"]), [(at(since), at(to)) for since, to in one["pauses"]], one["minutes"])
    for one in ORACLE["elapsed"]
]


@pytest.mark.parametrize(("start", "budget", "due"), DUE)
def test_due(start, budget, due):
    clock = bangkok()
    assert clock.due(start, timedelta(minutes=budget)) == due
    assert clock.elapsed(start, due) == timedelta(minutes=budget)


def test_due_in_bulk():
    found = due_instants(bangkok(), instants([one[0] for one in DUE]), [one[1] for one in DUE])
    assert found.tolist() == [one[2].astimezone(UTC).replace(tzinfo=None) for one in DUE]


@pytest.mark.parametrize(("start", "end", "pauses", "minutes"), ELAPSED)
def test_elapsed(start, end, pauses, minutes):
    assert bangkok().elapsed(start, end, pauses) == timedelta(minutes=minutes)


def test_elapsed_in_bulk():
    paused = [(place, *pause) for place, one in enumerate(ELAPSED) for pause in one[2]]
    cases, since, to = zip(*paused, strict=True)
    found = elapsed_minutes(
        bangkok(), instants([one[0] for one in ELAPSED]), instants([one[1] for one in ELAPSED]),
        Pauses(cases, instants(list(since)), instants(list(to))),
    )  # fmt: skip
    assert found.tolist() == [one[3] for one in ELAPSED]


@pytest.mark.parametrize(
    ("clock", "said"),
    [(new_york_always(), ORACLE["dst"]["always_open_24x7"]), (new_york_office(), ORACLE["dst"]["mon_fri_9_17"])],
)
def test_the_clock_is_put_forward(clock, said):
    start, end = at(said["start"]), at(said["end"])
    assert clock.elapsed(start, end) == timedelta(minutes=said["minutes"])
    assert elapsed_minutes(clock, instants([start]), instants([end])).tolist() == [said["minutes"]]


def test_a_pause_over_lunch_takes_only_open_time():
    start, end, pauses, minutes = ELAPSED[1]
    assert bangkok().elapsed(start, end) - bangkok().elapsed(start, end, pauses) == timedelta(hours=4)
    assert minutes == 315


def test_china_works_on_moved_weekends():
    clock = moved_weekends()
    working = [date.fromisoformat(day) for day in ORACLE["china_working_weekends_2026"]]
    assert [day.weekday() >= 5 for day in working] == [True] * 6
    assert all(clock.is_working_day(day) for day in working)
    assert clock.due(at("2025-12-31T17:00+08:00"), timedelta(hours=2)) == at("2026-01-04T10:00+08:00")


def test_a_hundred_thousand_cases_agree_with_one_at_a_time():
    clock, count = bangkok(), 100_000
    random = np.random.default_rng(6)
    start = np.datetime64("2024-01-01", "us") + random.integers(0, 2 * 365 * 86_400, count).astype("timedelta64[s]")
    end = start + random.integers(0, 30 * 86_400, count).astype("timedelta64[s]")
    minutes = elapsed_minutes(clock, start, end)
    due = due_instants(clock, start, minutes)
    assert not np.isnat(due).any()
    assert (due <= end).all()
    assert elapsed_minutes(clock, start, due).tolist() == minutes.tolist()
    for place in random.integers(0, count, 50).tolist():
        single = clock.elapsed(start[place].item().replace(tzinfo=UTC), end[place].item().replace(tzinfo=UTC))
        assert single.total_seconds() / 60 == minutes[place]
