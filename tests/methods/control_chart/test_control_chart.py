import numpy as np
import pytest

from idic.methods import control_chart

FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def rules_of(z, rules=control_chart.NELSON):
    return {(one.rule, one.first, one.last, one.side) for one in control_chart.signals(z, rules=rules)}


def test_individuals_limits_of_the_handbook():
    limits = control_chart.individuals_limits(FLOW)
    assert limits.centre == pytest.approx(50.81)
    assert limits.mean_moving_range == pytest.approx(1.8778, abs=1e-4)
    assert (limits.lower, limits.upper) == pytest.approx((45.8159, 55.8041), abs=1e-4)
    assert control_chart.individuals(FLOW, limits).signals == ()


def test_the_baseline_is_frozen_and_later_points_do_not_move_it():
    limits = control_chart.individuals_limits(FLOW)
    chart = control_chart.individuals([50, 70, 80], limits)
    assert chart.centre == limits.centre
    assert [(one.rule, one.last) for one in chart.signals if one.rule == "beyond_3_sigma"] == [
        ("beyond_3_sigma", 1), ("beyond_3_sigma", 2)
    ]  # fmt: skip


def test_each_rule_by_its_name():
    assert rules_of([0, 3.1]) == {("beyond_3_sigma", 1, 1, "above")}
    assert rules_of([0, -3.1]) == {("beyond_3_sigma", 1, 1, "below")}
    assert rules_of([2.5, 0, 2.5]) == {("two_of_three_beyond_2_sigma", 0, 2, "above")}
    assert rules_of([-1.5, -1.2, 0.1, -1.3, -1.4]) == {("four_of_five_beyond_1_sigma", 0, 4, "below")}
    assert rules_of([0.1] * 8 + [-0.1], control_chart.WESTERN_ELECTRIC) == {("eight_on_one_side", 0, 7, "above")}
    assert rules_of([0.1] * 9) == {("nine_on_one_side", 0, 8, "above")}
    assert rules_of([-0.5, -0.3, -0.1, 0.1, 0.3, 0.5]) == {("six_rising_or_falling", 0, 5, "above")}
    assert rules_of([0.5, 0.3, 0.1, -0.1, -0.3, -0.5]) == {("six_rising_or_falling", 0, 5, "below")}
    assert ("fourteen_alternating", 0, 13, "") in rules_of([0.5, -0.5] * 7)
    assert ("fifteen_within_1_sigma", 0, 14, "") in rules_of([0.5, -0.5, -0.2] * 5)
    assert ("eight_outside_1_sigma", 0, 7, "") in rules_of([1.5, -1.5] * 4)


def test_the_limit_itself_is_no_signal():
    assert rules_of([3.0, 0, -3.0, 0]) == set()


def test_a_missing_point_interrupts_a_run():
    assert rules_of([0.1] * 4 + [np.nan] + [0.1] * 4, control_chart.WESTERN_ELECTRIC) == set()


def test_a_baseline_without_spread_makes_every_other_value_a_signal():
    limits = control_chart.individuals_limits([5.0] * 8)
    chart = control_chart.individuals([5.0, 5.1], limits)
    assert chart.z.tolist() == [0.0, np.inf]
    assert [one.last for one in chart.signals] == [1]


def test_counts_of_the_handbook():
    limits = control_chart.rates_limits("c", [16] * 25)
    chart = control_chart.rates(limits, [16, 29, 3])
    assert (chart.lower[0], chart.upper[0]) == (4, 28)
    assert {(one.last, one.side) for one in chart.signals} == {(1, "above"), (2, "below")}


def test_shares_have_limits_of_their_own_size():
    limits = control_chart.rates_limits("p", [10] * 10, [100] * 10)
    chart = control_chart.rates(limits, [10, 40, 0], [100, 400, 0])
    assert chart.upper[0] == pytest.approx(0.1 + 3 * (0.1 * 0.9 / 100) ** 0.5)
    assert chart.upper[1] == pytest.approx(0.1 + 3 * (0.1 * 0.9 / 400) ** 0.5)
    assert chart.lower[0] == pytest.approx(0.01)
    assert np.isnan(chart.values[2])
    assert chart.signals == ()


def test_counts_per_size():
    chart = control_chart.rates(control_chart.rates_limits("u", [20] * 8, [10] * 8), [45], [10])
    assert chart.upper[0] == pytest.approx(2 + 3 * (2 / 10) ** 0.5)
    assert [one.rule for one in chart.signals] == ["beyond_3_sigma"]


def test_impossible_figures_are_refused():
    with pytest.raises(control_chart.BaselineTooShort):
        control_chart.individuals_limits([1, 2, 3])
    for wrong in (("p", [5], [4]), ("c", [5], [1]), ("u", [-1], [1]), ("x", [1], [1]), ("u", [1], [0])):
        with pytest.raises(control_chart.FigureUnusable):
            control_chart.rates_limits(wrong[0], wrong[1] * 8, wrong[2] * 8)
    with pytest.raises(control_chart.FigureUnusable):
        control_chart.individuals_limits([np.nan] * 9)
    with pytest.raises(control_chart.UnknownRule):
        control_chart.signals([1], rules=["nine"])
