import numpy as np
import pytest

from idic.methods import forecast


def seasonal_sales(months: int) -> np.ndarray:
    at = np.arange(months)
    return 100 + at + 20 * np.sin(at * 2 * np.pi / 12) + np.random.default_rng(1).normal(0, 3, months)


def test_two_known_years_show_the_season():
    found = forecast.monthly(seasonal_sales(48), horizon=6)
    assert found.shown
    assert found.model == "seasonal"
    truth = 100 + np.arange(48, 54) + 20 * np.sin(np.arange(48, 54) * 2 * np.pi / 12)
    assert np.abs(found.mean - truth).max() < 10
    assert (found.lower < found.mean).all()
    assert (found.mean < found.upper).all()
    assert found.held_out.mae < found.held_out.naive_mae


def test_the_interval_widens_with_the_months_ahead_and_with_its_level():
    series = 50 + np.cumsum(np.random.default_rng(4).normal(0, 1, 40))
    found = forecast.monthly(series, horizon=6)
    if found.shown:
        assert (np.diff(found.upper - found.lower) >= 0).all()
    level = 100 + np.random.default_rng(2).normal(0, 3, 18)
    narrow, wide = forecast.monthly(level, level=0.5), forecast.monthly(level, level=0.95)
    assert narrow.shown
    assert (wide.upper - wide.lower > narrow.upper - narrow.lower).all()


def test_the_unit_of_the_figure_does_not_matter():
    level = 100 + np.random.default_rng(2).normal(0, 3, 18)
    assert forecast.monthly(level * 1e6).mean == pytest.approx(forecast.monthly(level).mean * 1e6, rel=1e-6)


def test_nothing_is_shown_that_is_worse_than_the_naive_guess():
    jumps = np.where(np.arange(18) < 12, np.linspace(0, 24, 18), 500.0 + np.arange(18))
    found = forecast.monthly(jumps)
    assert found.held_out is None or found.shown == found.held_out.better_than_naive
    walk = forecast.monthly(np.cumsum(np.random.default_rng(11).normal(0, 1, 24)) + 40)
    assert walk.shown == walk.held_out.better_than_naive
    assert walk.shown or walk.reason == "worse_than_naive"
    assert walk.shown or walk.mean.size == 0


def test_too_few_months_give_no_forecast():
    found = forecast.monthly(np.arange(11.0))
    assert (found.shown, found.reason, found.mean.size) == (False, "too_short", 0)


def test_a_figure_that_never_moves_stays():
    found = forecast.monthly([7.0] * 14, horizon=2)
    assert (found.mean.tolist(), found.lower.tolist(), found.upper.tolist()) == ([7, 7],) * 3


def test_a_figure_that_was_never_negative_has_no_negative_limit():
    falling = np.maximum(60 - 5 * np.arange(14.0), 0) + np.random.default_rng(3).random(14)
    found = forecast.monthly(falling, horizon=6, level=0.99)
    assert not found.shown or (found.lower >= 0).all()


def test_missing_months_are_refused():
    with pytest.raises(forecast.ForecastError):
        forecast.monthly([1.0, np.nan] * 8)
    with pytest.raises(forecast.ForecastError):
        forecast.monthly(np.arange(20.0), horizon=0)
