from datetime import date

import numpy as np
import pytest

from idic.methods import signals


def test_each_rule_at_its_border():
    nan = np.nan
    assert signals.falling_frequency([4, 5, 0, 0, nan], [10, 10, 3, 0, 3]).tolist() == [True, False, True, False, False]
    assert signals.complaint_overdue([49, 48, nan], [48, 48, 48]).tolist() == [True, False, False]
    assert signals.detractor([0, 6, 7, 10, nan]).tolist() == [True, True, False, False, False]
    assert signals.payment_failed([0, 1, nan]).tolist() == [False, True, False]
    assert signals.calls_rising([1, 2, 3, 4, nan], [0, nan, 2, 2, 1]).tolist() == [False, True, False, True, False]
    assert signals.competitor_used([0, 1, nan]).tolist() == [False, True, False]
    assert signals.contract_ending([-1, 0, 60, 61, nan]).tolist() == [False, True, True, False, False]


def test_every_signal_has_a_rule_or_is_the_cusum():
    for code in signals.SIGNALS:
        assert code == signals.FALLING_ACTIVITY or callable(getattr(signals, code))


def test_hit_rate_and_lead_time_on_what_happened():
    """a: warned 30 days before leaving; b: warned, stayed; c: left unwarned; d: warned ten days ago, not decided yet."""
    found = signals.track_record(
        ["a", "b", "d"], ["2026-01-01", "2026-01-01", "2026-06-20"], ["a", "c"], ["2026-01-31", "2026-03-01"],
        horizon_days=90, as_of=date(2026, 6, 30),
    )  # fmt: skip
    assert (found.warnings, found.hits, found.undecided, found.lost) == (2, 1, 1, 2)
    assert found.hit_rate.share == 0.5
    assert found.hit_rate.low < 0.5 < found.hit_rate.high
    assert found.recall == 0.5
    assert found.median_lead == 30


def test_a_warning_that_repeats_is_one_and_one_too_early_or_too_late_is_no_hit():
    repeated = signals.track_record(
        ["a"] * 3, ["2026-01-01", "2026-01-08", "2026-01-15"], ["a"], ["2026-01-31"], horizon_days=90,
        as_of=date(2026, 6, 30),
    )  # fmt: skip
    assert (repeated.warnings, repeated.hits, repeated.lead_days.tolist()) == (1, 1, [30])
    early = signals.track_record(["a"], ["2026-01-01"], ["a"], ["2026-05-31"], horizon_days=90, as_of=date(2026, 6, 30))
    assert (early.warnings, early.hits, early.recall) == (1, 0, 0)
    late = signals.track_record(["a"], ["2026-01-31"], ["a"], ["2026-01-31"], horizon_days=90, as_of=date(2026, 6, 30))
    assert (late.warnings, late.hit_rate) == (0, None)


def test_a_loss_after_today_is_not_known_yet():
    found = signals.track_record(["a"], ["2026-01-01"], ["a"], ["2026-01-31"], horizon_days=90, as_of=date(2026, 1, 20))
    assert (found.undecided, found.lost) == (1, 0)


def test_refusals():
    with pytest.raises(signals.FigureOutOfRange):
        signals.track_record([], [], [], [], horizon_days=0, as_of=date(2026, 1, 1))
