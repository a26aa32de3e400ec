import math

import pytest

from idic.methods import drift


def test_the_published_shares_give_the_published_index():
    found = drift.psi([0.2] * 5, [0.15, 0.18, 0.20, 0.22, 0.25])
    assert found.index == pytest.approx(0.029555, abs=5e-7)
    assert found.verdict == "stable"
    assert found.parts.sum() == pytest.approx(found.index)


def test_counts_do_as_well_as_shares():
    assert drift.psi([20, 20], [30, 10]).index == pytest.approx(drift.psi([0.5, 0.5], [0.75, 0.25]).index)


def test_the_verdicts():
    assert drift.psi([0.5, 0.5], [0.67, 0.33]).verdict == "look"
    assert drift.psi([0.5, 0.5], [0.75, 0.25]).verdict == "refit"


def test_a_segment_that_vanished_asks_for_a_refit_and_one_always_empty_does_not():
    assert drift.psi([0.5, 0.5, 0], [1, 0, 0]).index == math.inf
    assert drift.psi([0.5, 0.5, 0], [0.5, 0.5, 0]).index == 0


def test_distributions_that_cannot_be_compared_are_refused():
    for expected, actual in (([1, 2], [1, 2, 3]), ([0, 0], [1, 1]), ([-1, 2], [1, 1])):
        with pytest.raises(drift.DriftError):
            drift.psi(expected, actual)
