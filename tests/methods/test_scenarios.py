from __future__ import annotations

import numpy as np
import pytest

from idic.methods import scenarios


def test_one_in_ten_kept_is_worth_what_a_certain_customer_is_worth() -> None:
    # worth when certain: 100 / .5 = 200, 90 / .9 = 100; weights .5 and .1: (100 + 10) / .6 = 183.33
    base = scenarios.leavers([0.5, 0.9, 1.0, 1.0], [100, 90, 40, 70])
    assert base.leaving == base.reachable == pytest.approx(0.6)
    assert base.worth_each == pytest.approx(183.3333333)
    found = scenarios.keep_more(base, share=0.1)
    assert found.customers == pytest.approx(0.4)
    assert found.gain == pytest.approx(73.3333333)
    assert not found.is_capped


def test_no_more_are_kept_than_leave() -> None:
    found = scenarios.keep_more(scenarios.leavers([0.5, 0.9], [100, 90]), share=1)
    assert found.is_capped
    assert found.customers == pytest.approx(0.6)
    # then everybody stays, and the base is worth what it is when certain
    assert found.gain == pytest.approx((200 - 100) + (100 - 90))


def test_nothing_kept_gains_nothing_and_unknown_values_are_left_out() -> None:
    base = scenarios.leavers([0.5, np.nan, 0.3], [100, 5, np.nan])
    assert (base.customers, base.leaving) == (1, pytest.approx(0.5))
    assert scenarios.keep_more(base, share=0).gain == 0


def test_whoever_is_gone_for_certain_cannot_be_kept() -> None:
    base = scenarios.leavers([0.0, 0.5], [0, 100])
    assert (base.leaving, base.reachable) == (pytest.approx(1.5), pytest.approx(0.5))


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_outside_its_range_is_refused(share: float) -> None:
    with pytest.raises(scenarios.ScenarioError):
        scenarios.keep_more(scenarios.leavers([0.5], [1]), share=share)


def test_nobody_with_a_value_is_refused() -> None:
    with pytest.raises(scenarios.ScenarioError):
        scenarios.leavers([np.nan], [np.nan])


def test_two_customers_lifted_gain_the_difference_of_the_means() -> None:
    lower, higher = scenarios.spread([10, 20, np.nan, 30]), scenarios.spread([100, 140])
    assert (lower.mean, higher.mean) == (20, 120)
    found = scenarios.lift(lower, higher, customers=2)
    # se = sqrt(100/3 + 800/2) = 20.817; z(.9) = 1.28155
    assert found.gain == 200
    assert found.low == pytest.approx(200 - 2 * 1.2815516 * 20.8166600, abs=1e-4)
    assert found.high == pytest.approx(400 - found.low)


def test_no_more_are_lifted_than_the_tier_holds() -> None:
    found = scenarios.lift(scenarios.spread([1, 2]), scenarios.spread([5]), customers=10)
    assert (found.customers, found.is_capped) == (2, True)


def test_an_empty_tier_is_refused() -> None:
    with pytest.raises(scenarios.ScenarioError):
        scenarios.spread([])
