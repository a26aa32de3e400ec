from __future__ import annotations

import numpy as np
import pytest

from idic.methods.proportion import difference, wilson
from idic.methods.recovery import Matches, RecoveryError, compared, matched
from idic.methods.sale_days import SaleDays

DAY = 1000


def history(days: dict[int, list[tuple[int, float]]]) -> SaleDays:
    rows = [(who, day, paid) for who, some in days.items() for day, paid in some]
    return SaleDays.of(list(days), [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])


def test_like_them_is_who_stood_the_same_on_that_day_whatever_came_later():
    told = history({
        1: [(DAY - 20, 100), (DAY + 5, 1)],  # complained on DAY, and came back
        2: [(DAY - 25, 100), (DAY + 89, 1)],  # like 1, and bought within 90 days
        3: [(DAY - 25, 100), (DAY + 91, 1)],  # like 1, too late
        4: [(DAY - 60, 100)],  # longer ago
        5: [(DAY - 400, 100)],  # longer than a year
        6: [],  # never
    })  # fmt: skip
    found = matched(told, told.places([1]), [DAY], told.places([2, 3, 4, 5, 6]))
    assert (found.bought.tolist(), found.found.tolist(), found.found_bought.tolist()) == ([True], [2], [1])


def test_each_other_is_held_against_one_complainer_only():
    told = history({who: [(DAY - 20, 100)] for who in range(1, 11)})
    found = matched(told, told.places([1, 2, 3]), [DAY] * 3, told.places(range(4, 11)), per_complainer=5)
    assert found.found.tolist() == [3, 2, 2]
    assert matched(told, told.places([1]), [DAY], told.places(range(4, 11))).found.tolist() == [5]


def test_a_purchase_of_the_day_itself_came_before_the_complaint():
    told = history({1: [(DAY, 100)], 2: [(DAY, 100)]})
    found = matched(told, told.places([1]), [DAY], told.places([2]))
    assert (found.bought[0], found.found[0], found.found_bought[0]) == (False, 1, 0)


def test_every_complainer_weighs_the_same_on_both_sides():
    found = np.array([5] * 10 + [1] * 10 + [0])
    hits = np.array([1] * 10 + [1] * 10 + [0])
    told = compared(Matches(np.arange(21) < 8, found, hits))
    assert (told.n, told.bought, told.others, told.unmatched) == (20, 8, 60, 1)
    assert told.complainers == wilson(8, 20)
    trials = 400 / (10 / 5 + 10)
    assert told.like_them.share == pytest.approx(0.6)
    assert told.like_them.low == pytest.approx(wilson(0.6 * trials, trials).low)
    assert told.difference.value == pytest.approx(-0.2)
    assert told.difference.low == pytest.approx(difference(told.like_them, told.complainers).low)


def test_with_few_the_shares_are_not_told():
    one = np.ones(9, dtype=np.int64)
    told = compared(Matches(one > 0, one, one))
    assert (told.n, told.bought, told.complainers, told.difference, told.reason) == (9, 9, None, None, "too_few")
    assert compared(Matches(one > 0, 0 * one, 0 * one)).reason == "nobody_like_them"


def test_without_anybody_there_is_nothing_to_tell():
    told = SaleDays.of([], [], [], [])
    assert compared(matched(told, [], [], [])).reason == "too_few"
    with pytest.raises(RecoveryError):
        matched(told, [0], [1, 2], [])
