import json

import numpy as np
import pytest
from sklearn import metrics as sk

from idic.methods import classification_metrics as metrics


def drawn(seed, rows, *, steps=None):
    rng = np.random.default_rng(seed)
    p = rng.beta(1, 4, rows)
    if steps:
        p = np.round(p * steps) / steps
    return (rng.random(rows) < p).astype(float), p


@pytest.mark.parametrize("steps", [None, 8])
def test_agreement_with_scikit_learn_also_under_ties(steps):
    y, p = drawn(1, 700, steps=steps)
    found = metrics.measure(y, p)
    assert found.auc.value == pytest.approx(sk.roc_auc_score(y, p), abs=1e-12)
    assert found.average_precision == pytest.approx(sk.average_precision_score(y, p), abs=1e-12)
    assert found.brier == pytest.approx(sk.brier_score_loss(y, p), abs=1e-12)
    assert found.log_loss == pytest.approx(sk.log_loss(y, np.clip(p, 1e-15, 1 - 1e-15)), abs=1e-12)
    false, true, _ = sk.roc_curve(y, p)
    assert found.ks == pytest.approx(np.max(true - false), abs=1e-12)


def test_tied_probabilities_shuffled_change_nothing():
    y, p = drawn(2, 400, steps=6)
    order = np.random.default_rng(3).permutation(400)
    before, after = metrics.measure(y, p), metrics.measure(y[order], p[order])
    assert json.dumps(_rounded(before.to_json())) == json.dumps(_rounded(after.to_json()))
    cut = metrics.profit_cut(y, p, save_rate=0.4, value=100, contact_cost=5)
    again = metrics.profit_cut(y[order], p[order], save_rate=0.4, value=100, contact_cost=5)
    assert (cut.contacts, cut.cut) == (again.contacts, again.cut)


def test_one_class_only_has_no_area_but_a_reason():
    for outcome in (0.0, 1.0):
        found = metrics.measure(np.full(30, outcome), np.linspace(0.1, 0.9, 30))
        assert found.auc is None
        assert found.gini is None
        assert found.missing["auc"] == metrics.ONE_CLASS
        assert found.calibration_in_the_large.shift is None
        assert metrics.Metrics.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_delong_error_is_the_one_from_the_structural_components():
    y, p = drawn(4, 90, steps=20)
    left, stayed = p[y == 1], p[y == 0]
    wins = (left[:, None] > stayed) + 0.5 * (left[:, None] == stayed)
    variance = wins.mean(axis=1).var(ddof=1) / left.size + wins.mean(axis=0).var(ddof=1) / stayed.size
    found = metrics.auc(y, p)
    assert found.value == pytest.approx(wins.mean())
    assert found.se == pytest.approx(np.sqrt(variance))


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """Leavers N(1, 1), stayers N(0, 1): the true area is Phi(1 / sqrt 2) = .7602."""
    hits = 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        score = np.r_[rng.normal(1, 1, 40), rng.normal(0, 1, 120)]
        found = metrics.auc(np.r_[np.ones(40), np.zeros(120)], 1 / (1 + np.exp(-score)))
        hits += found.low <= 0.760250 <= found.high
    assert 0.91 <= hits / 300 <= 0.98


def test_deciles_add_up_to_all_customers_and_leavers():
    y, p = drawn(5, 333)
    parts = metrics.measure(y, p).deciles
    assert len(parts) == 10
    assert sum(one.customers for one in parts) == pytest.approx(333)
    assert sum(one.events for one in parts) == pytest.approx(y.sum())
    assert (parts[-1].gain, parts[-1].lift) == pytest.approx((1.0, 1.0))


def test_true_probabilities_pass_the_goodness_of_fit_test_and_distorted_ones_fail():
    y, p = drawn(6, 5000)
    assert metrics.measure(y, p).hosmer_lemeshow.p > 0.01
    assert metrics.measure(y, p).hosmer_lemeshow.df == 8
    assert metrics.measure(y, p**2).hosmer_lemeshow.p < 1e-6


def test_the_shift_in_the_large_sets_the_mean_right():
    y, p = drawn(7, 2000)
    found = metrics.in_the_large(y, p * 0.5)
    logits = np.log(p * 0.5 / (1 - p * 0.5)) + found.shift
    assert (1 / (1 + np.exp(-logits))).mean() == pytest.approx(y.mean(), abs=1e-9)
    assert found.difference < 0 < found.shift


def test_curves_begin_at_nothing_and_end_at_all():
    y, p = drawn(8, 100, steps=10)
    for curve in (metrics.roc_curve(y, p), metrics.gain_curve(y, p)):
        assert (curve.x[0], curve.y[0], curve.x[-1], curve.y[-1]) == (0, 0, 1, 1)
    assert metrics.roc_curve(np.zeros(5), np.full(5, 0.5)) is None


def test_refusals():
    with pytest.raises(metrics.OutcomeNotBinary):
        metrics.measure([0, 2], [0.1, 0.2])
    with pytest.raises(metrics.ProbabilityOutOfRange):
        metrics.measure([0, 1], [0.1, 1.2])
    with pytest.raises(metrics.ProbabilityOutOfRange):
        metrics.measure([0, 1], [0.1, np.nan])
    with pytest.raises(metrics.ColumnsUnequal):
        metrics.measure([0, 1, 1], [0.1, 0.2])
    with pytest.raises(metrics.FigureOutOfRange):
        metrics.profit_cut([0, 1], [0.1, 0.2], save_rate=1.5, value=1, contact_cost=1)


def _rounded(value):
    if isinstance(value, float):
        return round(value, 10)
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value
