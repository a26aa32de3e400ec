import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv import validation
from idic.methods.clv.bgnbd import BgNbd

MODEL = BgNbd(0.6, 6.0, 0.9, 2.0)


def test_hold_out_by_count_and_errors_by_hand():
    x, t_x, T = np.array([0, 2, 9]), np.array([0, 20, 30]), np.array([30, 30, 31])
    actual = np.array([0, 1, 4])
    result = validation.hold_out(MODEL, x, t_x, T, actual=actual, time=15)
    expected = MODEL.expected_purchases(15, x, t_x, T)
    naive = x / T * 15
    assert result.mae == pytest.approx(np.abs(expected - actual).mean())
    assert result.bias == pytest.approx((expected - actual).mean())
    assert result.naive_mae == pytest.approx(np.abs(naive - actual).mean())
    assert result.naive_bias == pytest.approx((naive - actual).mean())
    assert result.by_count.customers.tolist() == [1, 0, 1, 0, 0, 0, 0, 1]
    assert result.by_count.actual[7] == 4
    assert np.isnan(result.by_count.actual[1])
    np.testing.assert_allclose(result.by_count.expected[[0, 2, 7]], expected)


def test_a_forecast_that_is_worse_than_the_naive_one_says_so():
    x, t_x, T = np.full(50, 5), np.full(50, 25.0), np.full(50, 50.0)
    going_on = validation.hold_out(MODEL, x, t_x, T, actual=np.full(50, 5.0), time=50)
    stopped = validation.hold_out(MODEL, x, t_x, T, actual=np.zeros(50), time=50)
    assert not going_on.better_than_naive
    assert stopped.better_than_naive


def test_a_hold_out_without_length_is_refused():
    with pytest.raises(clv.InvalidParameter):
        validation.hold_out(MODEL, [1], [5], [10], actual=[0], time=0)


def test_tracking_follows_a_drawn_cohort():
    random = np.random.default_rng(6)
    size = 60_000
    T = np.full(size, 40.0)
    x, _ = MODEL.simulate(T, random)
    chart = validation.tracking(
        MODEL, acquired=np.zeros(size), repeat_purchases=np.full(int(x.sum()), 39.5), periods=40, calibration=20
    )
    assert chart.expected_cumulative[-1] == pytest.approx(chart.actual_cumulative[-1], rel=0.02)
    assert np.all(np.diff(chart.expected) < 0)
    assert chart.actual[:39].sum() == 0


def test_customers_acquired_later_are_expected_to_buy_later():
    chart = validation.tracking(MODEL, acquired=[0, 3], repeat_purchases=[1.5], periods=5, calibration=5)
    alone = MODEL.expected_purchases_of_new(np.arange(1, 6))
    np.testing.assert_allclose(chart.expected_cumulative, alone + np.r_[0, 0, 0, alone[:2]])
    assert chart.actual_cumulative.tolist() == [0, 1, 1, 1, 1]


def test_gain_chart_of_a_perfect_forecast_is_the_best_possible():
    actual = np.arange(25.0)
    perfect = validation.gain_chart(actual, actual)
    np.testing.assert_allclose(perfect.share_of_actual, perfect.share_if_perfect)
    assert perfect.customers.sum() == 25
    assert perfect.share_of_actual[-1] == pytest.approx(1)
    worst = validation.gain_chart(-actual, actual)
    assert np.all(worst.share_of_actual <= perfect.share_of_actual)


def test_gain_chart_needs_a_customer_in_every_part():
    with pytest.raises(clv.InvalidParameter):
        validation.gain_chart([1.0, 2.0], [0.0, 1.0])


def test_alive_grid_is_empty_where_no_customer_can_be():
    grid = validation.alive_grid(MODEL, largest_x=3, T=30, steps=10)
    assert grid.p_alive.shape == (4, 11)
    assert np.isnan(grid.p_alive[0, 1:]).all()
    assert np.isnan(grid.p_alive[1:, 0]).all()
    assert np.all(np.diff(grid.p_alive[2, 1:]) > 0)
