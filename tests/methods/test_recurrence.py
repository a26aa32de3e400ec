from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import recurrence as method
from idic.methods.proportion import difference, wilson

START = date(2026, 1, 1)
AS_OF = date(2026, 12, 31)


def rows_of(*rows):
    category, product, customer, day = zip(*rows, strict=True)
    return list(category), list(product), list(customer), [START + timedelta(days=one) for one in day]


FIVE = rows_of(("late", "P1", "A", 0), ("late", "P1", "B", 90), ("late", "P1", "A", 91), ("late", "P2", "A", 10),
               ("late", "P1", None, 200))  # fmt: skip


def test_by_anybody_and_by_the_same_customer():
    found = method.recurrence(*FIVE, as_of=AS_OF)
    assert found.again.tolist() == [True, True, False, False, False]
    assert found.again_customer.tolist() == [False] * 5
    assert found.times.tolist() == [1, 2, 2, 1, 1]
    assert found.times_customer.tolist() == [1, 1, 1, 1, 0]
    assert found.overall == wilson(2, 5)
    assert found.by_customer == wilson(0, 4)


def test_the_same_customer_within_the_time():
    found = method.recurrence(
        *rows_of(("late", "P1", "A", 0), ("late", "P1", "A", 30), ("rude", "P1", "A", 40)), as_of=AS_OF
    )
    assert found.again_customer.tolist() == [True, False, False]


def test_one_day_is_one_occurrence_but_counts_as_often_as_it_was_said():
    found = method.recurrence(*rows_of(*[("late", "P1", who, 5) for who in "ABC"]), as_of=AS_OF)
    assert found.again.tolist() == [False] * 3
    assert found.times.tolist() == [3, 3, 3]


def test_time_that_still_runs_is_not_judged():
    found = method.recurrence(
        *rows_of(("late", "P1", "A", 0), ("late", "P1", "B", 10)), as_of=START + timedelta(days=95)
    )
    assert found.over.tolist() == [True, False]
    assert found.overall == wilson(1, 1)
    fresh = method.recurrence(*rows_of(("late", "P1", None, 0)), as_of=START)
    assert (fresh.overall, fresh.reason, fresh.reason_customer) == (None, "no_window_over", "no_customer")


def worked():
    """20 kinds of complaint on day 10, 9 of them again on day 75; on day 185 once more 20, 2 of them again on day 260."""
    rows = [(f"early {number}", "P", f"c{number}", 10) for number in range(20)]
    rows += [(f"early {number}", "P", "other", 75) for number in range(9)]
    rows += [(f"late {number}", "P", f"c{number}", 185) for number in range(20)]
    rows += [(f"late {number}", "P", "other", 260) for number in range(2)]
    return rows_of(*rows)


def test_before_and_after_an_action():
    found = method.effect_of_action(*worked(), action=START + timedelta(days=180), as_of=AS_OF)
    assert (found.n_before, found.n_after, found.straddling, found.waiting) == (29, 22, 0, 0)
    assert found.before == wilson(9, 29)
    assert found.after == wilson(2, 22)
    assert found.difference == difference(found.before, found.after)
    assert found.difference.value == pytest.approx(-0.2194, abs=5e-5)
    assert (found.difference.low, found.difference.high) == pytest.approx((-0.4129, 0.0129), abs=5e-5)


def test_what_straddles_the_action_or_still_runs_is_put_aside():
    rows = rows_of(("late", "P1", "A", 0), ("late", "P1", "B", 100), ("late", "P1", "C", 150), ("late", "P1", "D", 360))
    found = method.effect_of_action(*rows, action=START + timedelta(days=120), as_of=AS_OF)
    assert (found.n_before, found.straddling, found.n_after, found.waiting) == (1, 1, 1, 1)


def test_too_early_to_tell():
    rows = rows_of(("late", "P1", "A", 0), ("late", "P1", "A", 200))
    found = method.effect_of_action(*rows, action=START + timedelta(days=150), as_of=START + timedelta(days=210))
    assert (found.after, found.difference, found.reason) == (None, None, "nothing_after")
    none = method.effect_of_action(*rows, action=START, as_of=AS_OF)
    assert none.reason == "nothing_before"


def test_by_the_same_customer_only():
    rows = rows_of(("late", "P1", "A", 0), ("late", "P1", "B", 20), ("late", "P1", None, 1), ("late", "P1", "B", 200))
    found = method.effect_of_action(*rows, action=START + timedelta(days=150), as_of=AS_OF, same_customer=True)
    assert found.before == wilson(0, 2)


def test_days_that_cannot_be_are_refused():
    with pytest.raises(method.DayUnusable):
        method.recurrence(*FIVE, as_of=START)
    with pytest.raises(method.DayUnusable):
        method.recurrence(["a"], ["b"], ["c"], [None], as_of=AS_OF)
    with pytest.raises(method.UnequalColumns):
        method.recurrence(["a"], ["b", "c"], ["c"], [START], as_of=AS_OF)


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("p"), st.sampled_from(["x", "y", None]), st.integers(0, 300)),
        min_size=1, max_size=25,
    )
)  # fmt: skip
def test_counting_one_by_one_finds_the_same(rows):
    found = method.recurrence(*rows_of(*rows), as_of=AS_OF)
    for place, (what, which, who, day) in enumerate(rows):
        same = [(w, d) for a, b, w, d in rows if (a, b) == (what, which)]
        assert found.times[place] == sum(day - 90 <= d <= day for _, d in same)
        assert found.again[place] == any(day < d <= day + 90 for _, d in same)
        own = [d for w, d in same if w == who] if who else []
        assert found.times_customer[place] == sum(day - 90 <= d <= day for d in own)
        assert found.again_customer[place] == any(day < d <= day + 90 for d in own)
    assert np.array_equal(found.over, [day <= 274 for *_, day in rows])
