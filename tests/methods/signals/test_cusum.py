import numpy as np
import pytest

from idic.methods import signals

STEADY = np.tile([4.0, 6.0], 13)
SPREAD = STEADY.std(ddof=1)


def test_a_fall_to_nothing_raises_the_alarm_in_its_second_week():
    """Mean 5, spread 1.0198: each silent week adds 5 / 1.0198 - 0.5 = 4.4029."""
    found = signals.cusum(np.r_[STEADY, 0, 0, 0])
    step = 5 / SPREAD - 0.5
    assert found.mean[0] == 5
    assert found.value[0, 26:].tolist() == pytest.approx([step, 2 * step, 3 * step])
    assert step == pytest.approx(4.4029, abs=5e-5)
    assert found.first_alarm[0] == 26
    mild = signals.cusum(np.r_[STEADY, 3.0, 3.0, 3.0, 3.0])
    assert mild.value[0, 26:].tolist() == pytest.approx([(2 / SPREAD - 0.5) * week for week in (1, 2, 3, 4)])
    assert mild.first_alarm[0] == 28


def test_going_on_as_before_raises_none_and_the_baseline_is_not_judged():
    found = signals.cusum(np.r_[STEADY, STEADY])
    assert np.isnan(found.value[0, :26]).all()
    assert found.first_alarm[0] == -1


def test_a_contact_starts_anew():
    activity = np.r_[STEADY, 3.0, 3.0, 3.0, 3.0]
    contacted = np.zeros(30, dtype=bool)
    contacted[27] = True
    found = signals.cusum(activity, contacted=contacted)
    assert found.value[0, 28] == pytest.approx(2 / SPREAD - 0.5)
    assert found.first_alarm[0] == -1


@pytest.mark.parametrize(("level", "spread"), [(4.0, 2.0), (0.0, 0.1)])
def test_a_baseline_without_any_spread(level, spread):
    found = signals.cusum(np.full(30, level))
    assert found.spread[0] == spread
    assert found.first_alarm[0] == -1


def test_many_customers_at_once_are_each_as_alone():
    rng = np.random.default_rng(1)
    table = rng.poisson(3, (40, 60)).astype(float)
    whole = signals.cusum(table)
    for place in (0, 17, 39):
        assert whole.value[place, 26:].tolist() == signals.cusum(table[place]).value[0, 26:].tolist()


def test_refusals():
    with pytest.raises(signals.FigureOutOfRange):
        signals.cusum(np.ones(25))
    with pytest.raises(signals.ActivityImpossible):
        signals.cusum(np.r_[np.ones(30), np.nan])
