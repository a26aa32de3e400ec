import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import prices
from tests.methods.behaviour_oracle import churn


def answers() -> np.ndarray:
    return np.array(churn()["van_westendorp"]["respondents"], dtype=float)


def test_ten_respondents_by_the_inclusive_rule():
    found = prices.van_westendorp(*answers().T)
    expected = churn()["van_westendorp"]["inclusive_rule"]
    assert (found.pmc, found.opp, found.ipp, found.pme) == tuple(
        expected[name] for name in ("PMC", "OPP", "IPP", "PME")
    )
    assert (found.respondents, found.intransitive, found.unanswered) == (10, 0, 0)


def test_ten_respondents_by_the_strict_rule():
    """At 80 exactly three of ten still call the price cheap and three call it expensive, so 80 is the indifference
    price; R's pricesensitivitymeter prints 85, because there 1 - 0.7 comes out above 0.3."""
    found = prices.van_westendorp(*answers().T, rule="strict")
    told = churn()["van_westendorp"]["strict_rule_R_pricesensitivitymeter_min_no_interpolation"]
    assert (found.pmc, found.opp, found.pme) == (told["lower"], told["OPP"], told["upper"])
    assert (found.ipp, told["IDP"], 1 - 0.7 > 0.3) == (80, 85, True)


def test_who_contradicts_themselves_or_leaves_out_a_price_is_dropped_and_counted():
    more = np.vstack([answers(), [50, 40, 60, 80], [50, 50, 60, 80], [np.nan, 40, 60, 80]])
    found, plain = prices.van_westendorp(*more.T), prices.van_westendorp(*answers().T)
    assert (found.respondents, found.intransitive, found.unanswered) == (10, 2, 1)
    assert (found.pmc, found.pme) == (plain.pmc, plain.pme)


def test_curves_that_do_not_cross_are_not_determined():
    alone = prices.van_westendorp([], [], [], [])
    assert (alone.pmc, alone.opp, alone.ipp, alone.pme) == (None,) * 4
    one = prices.van_westendorp([10], [20], [30], [40], rule="strict")
    assert one.opp is not None
    nobody = prices.van_westendorp([np.nan], [1], [2], [3])
    assert (nobody.respondents, nobody.opp) == (0, None)


def test_negative_prices_and_unknown_rules_are_refused():
    with pytest.raises(prices.PricesUnusable):
        prices.van_westendorp([-1], [2], [3], [4])
    with pytest.raises(prices.PricesUnusable):
        prices.van_westendorp([1], [2], [3], [4], rule="loose")
    with pytest.raises(prices.PricesUnusable):
        prices.van_westendorp([1, 2], [2], [3], [4])


@given(st.permutations(range(10)), st.integers(1, 50))
def test_the_order_of_respondents_and_the_currency_do_not_matter(order, factor):
    plain = prices.van_westendorp(*answers().T)
    other = prices.van_westendorp(*(answers()[list(order)] * factor).T)
    assert [getattr(other, name) for name in ("pmc", "opp", "ipp", "pme")] == pytest.approx(
        [getattr(plain, name) * factor for name in ("pmc", "opp", "ipp", "pme")]
    )


def grouped():
    told = churn()["grouped_logit_price"]
    return told, prices.from_table(told["price"], told["n"], told["buy"], cost=60)


def test_the_table_is_best_at_110_for_profit_and_at_90_for_revenue():
    told, found = grouped()
    assert found.revenue == pytest.approx(told["gabor_granger_revenue_index"])
    assert found.profit == pytest.approx(told["profit_index_cost_60"])
    assert found.best_profit == prices.PricePoint(110, pytest.approx(20.0))
    assert found.best_revenue == prices.PricePoint(90, pytest.approx(54.0))
    assert not found.pooled


def test_a_share_that_rises_with_the_price_is_pooled_with_its_neighbour():
    found = prices.from_table([10, 20, 30], [100, 100, 50], [60, 70, 10])
    assert found.pooled
    assert found.monotone == pytest.approx([0.65, 0.65, 0.2])
    assert found.share.tolist() == [0.6, 0.7, 0.2]


def test_pooling_weighs_those_asked():
    assert prices.from_table([10, 20], [300, 100], [150, 90]).monotone == pytest.approx([0.6, 0.6])


def test_single_answers_are_counted_by_price():
    found = prices.gabor_granger([10, 10, 20, 20, np.nan], [1, 1, 1, 0, 1])
    assert (found.asked.tolist(), found.willing.tolist()) == ([2, 2], [2, 1])
    with pytest.raises(prices.PricesUnusable):
        prices.gabor_granger([10], [2])


def test_a_price_that_nobody_pays_is_not_determined_and_not_nought():
    nobody = prices.from_table([10, 20], [5, 5], [0, 0], cost=3)
    assert (nobody.best_revenue, nobody.best_profit) == (None, None)
    assert prices.from_table([10], [5], [5], cost=12).best_profit is None
    assert prices.from_table([], [], []).best_revenue is None


def test_impossible_tables_are_refused():
    for wrong in (([-1], [5], [1]), ([1, 1], [5, 5], [1, 1]), ([1], [5], [6]), ([1], [0], [0]), ([1], [5, 5], [1])):
        with pytest.raises(prices.PricesUnusable):
            prices.from_table(*wrong)
