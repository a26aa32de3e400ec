import json
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import attainment
from idic.methods.proportion import wilson
from tests.methods.oracle import FOLDER

SLA = json.loads((FOLDER / "sla.json").read_text(encoding="utf-8"))["attainment"]


def test_ten_answers_within_an_hour():
    found = attainment.attainment(SLA["minutes"], SLA["target"])
    assert found.share.share == SLA["share_within"]
    assert (found.median, found.p90, found.n) == (SLA["median"], SLA["p90_nearest_rank"], 10)
    assert not found.p90_at_least


def test_31_of_36_with_four_that_are_not_due():
    found = attainment.attainment([30] * 31 + [90] * 3 + [61] * 2 + [5] * 4, 60, [True] * 34 + [False] * 6)
    assert (found.met, found.breached, found.running) == (31, 5, 4)
    assert found.share.share == pytest.approx(0.8611, abs=5e-5)
    assert (found.share.low, found.share.high) == pytest.approx((0.7134, 0.9392), abs=5e-5)


def test_the_target_itself_is_kept_and_open_past_due_is_broken():
    assert attainment.states([60, 60, 60.1, 60.1], 60, [True, False, True, False]).tolist() == [
        "met", "running", "breached", "breached"
    ]  # fmt: skip


def test_moments_against_due_moments():
    end = np.array(["2026-04-10T16:30", "2026-04-10T16:31", "2026-04-10T16:00"], dtype="datetime64[m]")
    due = np.full(3, np.datetime64("2026-04-10T16:30"))
    assert attainment.states(end, due, [True, True, False]).tolist() == ["met", "breached", "running"]


def test_an_open_breach_can_only_lift_the_percentile():
    open_now = attainment.attainment([10, 20, 30, 70], 60, [True, True, True, False])
    assert (open_now.p90, open_now.p90_at_least, open_now.median_at_least) == (70, True, False)
    assert attainment.attainment([10, 20, 30, 70], 60).p90_at_least is False


def test_nothing_due_is_unknown_and_not_zero():
    found = attainment.attainment([5, 6], 60, False)
    assert (found.share, found.p90, found.reason, found.running) == (None, None, "nothing_due", 2)


def test_a_binary_hair_does_not_move_the_rank():
    assert attainment.nearest_rank(range(1, 101), 0.07) == 7


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60), st.sampled_from([0.5, 0.9, 1.0]))
def test_the_nearest_rank_has_its_share_at_or_below_it(values, share):
    found = attainment.nearest_rank(values, share)
    assert sum(one <= found for one in values) >= ceil(share * len(values) - 1e-9)
    assert sum(one < found for one in values) < share * len(values)


def test_weeks_without_cases_stay_and_each_has_limits_of_its_own_n():
    days, states = [], []
    for week in range(10):
        if week == 4:
            continue
        cases = 100 if week % 2 else 25
        days += [np.datetime64("2026-01-07") + 7 * week] * cases
        states += ["met"] * (cases * 9 // 10) + ["breached"] * (cases - cases * 9 // 10)
    days.append(np.datetime64("2025-01-01"))
    states.append("running")
    found = attainment.weekly(days, states)
    assert found.monday[0] == np.datetime64("2026-01-05")
    assert found.monday.size == 10
    assert (found.met[4], found.decided[4]) == (0, 0)
    p = found.met.sum() / found.decided.sum()
    assert found.chart.lower[1] == pytest.approx(p - 3 * np.sqrt(p * (1 - p) / 100))
    assert found.chart.upper[0] == 1.0
    assert np.isnan(found.chart.values[4])


def test_a_week_that_fell_is_a_signal_against_the_weeks_before():
    days = np.repeat(np.arange("2026-01-05", "2026-03-09", 7, dtype="datetime64[D]"), 50)
    states = np.array((["met"] * 45 + ["breached"] * 5) * 8 + ["met"] * 30 + ["breached"] * 20, dtype=object)
    found = attainment.weekly(days, states, baseline_weeks=8)
    assert found.chart.centre == 0.9
    assert [(one.rule, one.last, one.side) for one in found.chart.signals] == [("beyond_3_sigma", 8, "below")]


def test_few_weeks_give_counts_but_no_limits():
    found = attainment.weekly(["2026-01-05", "2026-01-12"], ["met", "breached"])
    assert (found.chart, found.reason, found.met.tolist()) == (None, "too_few_weeks", [1, 0])


@pytest.mark.parametrize(
    ("minutes", "target", "finished"),
    [([np.nan], 60, [True]), ([-1], 60, [True]), ([5, 6], [60], [True, True]), ([5], 60, [True, False])],
)
def test_figures_that_cannot_be_are_refused(minutes, target, finished):
    with pytest.raises(attainment.AttainmentError):
        attainment.attainment(minutes, target, finished)


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans()), min_size=1, max_size=40), st.randoms())
def test_the_order_of_cases_does_not_matter(cases, random):
    mixed = cases[:]
    random.shuffle(mixed)
    one, two = (attainment.attainment([a for a, _ in some], 60, [b for _, b in some]) for some in (cases, mixed))
    assert one == two
    if one.n:
        assert one.share == wilson(one.met, one.n)
