import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import tiers

ACTUAL = [900, 800, 300, 200, 100, 50, 10, 0, -40, -60]
STRATEGIC = [2000, 820, 1500, 260, 100, 50, 10, 0, -10, 90]

values = st.none() | st.integers(-20, 20)


def test_ten_customers_in_all_six_tiers_with_a_share_of_one_fifth():
    result = tiers.assign(ACTUAL, STRATEGIC, mvc_share=0.2, mgc_share=0.2)
    assert result.tier.tolist() == [
        "super_growth",
        "most_valuable",
        "most_growable",
        *["low_maintenance"] * 5,
        "below_zero",
        "migrator",
    ]
    assert result.counts() == dict(zip(tiers.TIERS, (1, 1, 1, 1, 1, 5), strict=True))
    assert (result.value_floor, result.growth_floor) == (800, 1100)
    assert result.warnings == ()


def test_the_default_is_the_top_decile():
    result = tiers.assign(ACTUAL, STRATEGIC)
    assert result.tier[0] == "most_valuable"
    assert result.tier[2] == "most_growable"
    assert result.counts()["most_valuable"] == result.counts()["most_growable"] == 1


def test_the_cumulative_rule_stops_at_half_of_all_value():
    result = tiers.assign([40, 10, 10, 20, 20], mvc_rule="cumulative_value")
    assert result.tier.tolist() == ["most_valuable", *["low_maintenance"] * 4]
    assert tiers.assign([20, 30, 20, 30], mvc_rule="cumulative_value").tier.tolist() == ["low_maintenance"] * 4
    assert tiers.assign([20, 25, 30, 25], mvc_rule="cumulative_value").counts()["most_valuable"] == 1
    assert tiers.assign([-5, 1], mvc_rule="cumulative_value").counts()["most_valuable"] == 0


def test_thirty_customers_have_three_in_the_top_decile():
    assert tiers.assign(np.arange(30.0)).counts()["most_valuable"] == 3


def test_equal_values_never_part_and_the_widening_is_counted():
    result = tiers.assign([9, 9, 9, 1, 1, 1, 1, 1, 1, 1], [9, 9, 9, 1, 1, 1, 1, 1, 1, 1])
    assert result.tier.tolist() == ["most_valuable"] * 3 + ["low_maintenance"] * 7
    assert tiers.Warned("ties_widen_most_valuable", 2) in result.warnings


def test_without_positive_value_or_growth_nobody_is_valuable_or_growable():
    assert tiers.assign([0, 0, 0], [0, 0, 0]).tier.tolist() == ["low_maintenance"] * 3


def test_an_unknown_strategic_value_leaves_the_growable_tests_undecided_and_says_so():
    result = tiers.assign(ACTUAL, [np.nan] * 10)
    assert result.tier.tolist() == ["most_valuable", *["low_maintenance"] * 7, "migrator", "migrator"]
    assert set(result.reason) == {"strategic_value_unknown"}
    assert result.warnings == (tiers.Warned("strategic_value_unknown", 10),)
    assert tiers.assign(ACTUAL).tier.tolist() == result.tier.tolist()
    assert tiers.assign(ACTUAL, [None] * 10).tier.tolist() == result.tier.tolist()


def test_an_unknown_actual_value_has_no_tier_and_is_counted():
    result = tiers.assign([1, np.nan], [2, 2])
    assert result.tier.tolist() == ["super_growth", ""]
    assert result.reason.tolist() == ["", "actual_value_unknown"]
    assert result.warnings == (tiers.Warned("actual_value_unknown", 1),)


def test_strategic_value_from_the_share_of_wallet():
    assert tiers.strategic_value([100, 100], [0.25, 0], [0.5, 0.5]).tolist()[0] == 200
    assert np.isnan(tiers.strategic_value([100], [0], [0.5])[0])
    with pytest.raises(tiers.ShareOutOfRange):
        tiers.strategic_value([100], [25], [0.5])


def test_the_whale_curve_rises_over_one_and_falls_back():
    curve = tiers.value_curve([60, -30, 50, 20])
    assert curve.customer_share.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert curve.value_share.tolist() == [0, 0.6, 1.1, 1.3, 1.0]
    assert (curve.peak_customer_share, curve.peak_value_share) == (0.75, 1.3)
    loss = tiers.value_curve([1, -3])
    assert loss.reason == "total_not_positive"
    assert np.isnan(loss.value_share).all()
    assert loss.running_total.tolist() == [0, 1, -2]


def test_bad_settings_are_refused():
    with pytest.raises(tiers.ShareOutOfRange):
        tiers.assign([1], [1], mvc_share=10)
    with pytest.raises(tiers.UnknownRule):
        tiers.assign([1], [1], mvc_rule="best")
    with pytest.raises(tiers.InfiniteValue):
        tiers.assign([np.inf], [1])
    with pytest.raises(tiers.UnequalLengths):
        tiers.assign([1], [1, 2])


@given(
    st.lists(st.tuples(values, values), min_size=0, max_size=40),
    st.sampled_from(["top_share", "cumulative_value"]),
    st.randoms(use_true_random=False),
)
def test_the_six_tiers_partition_the_base_in_any_order(rows, rule, random):
    def assigned(some):
        actual = np.array([row[0] for row in some], dtype=float)
        potential = np.array([row[1] for row in some], dtype=float)
        return tiers.assign(actual, potential, mvc_rule=rule)

    order = list(range(len(rows)))
    random.shuffle(order)
    straight = assigned(rows)
    known = sum(actual is not None for actual, _ in rows)
    assert sum(straight.counts().values()) == known
    assert [tier != "" for tier in straight.tier] == [actual is not None for actual, _ in rows]
    assert assigned([rows[i] for i in order]).tier.tolist() == [straight.tier[i] for i in order]
    assert len({(row, tier) for row, tier in zip(rows, straight.tier, strict=True)}) == len(set(rows))
