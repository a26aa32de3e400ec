import json

import numpy as np
import pytest

from idic.methods import classification_metrics as metrics
from tests.methods.churn_oracle import expected

CASE = expected()["classifier_20"]
Y, P = np.array(CASE["y"]), np.array(CASE["p"])


@pytest.fixture(scope="module")
def measured():
    return metrics.measure(Y, P, bins=5)


@pytest.mark.parametrize("name", ["gini", "ks", "average_precision", "brier", "log_loss", "ece"])
def test_figures_of_twenty_scored_customers(measured, name):
    assert getattr(measured, name) == pytest.approx(CASE[name], abs=5e-7)


def test_area_lift_and_gain(measured):
    assert measured.auc.value == pytest.approx(0.88)
    assert measured.base_rate == 0.25
    fifth, tenth = metrics.lift_at(Y, P, 0.2), metrics.lift_at(Y, P, 0.1)
    assert (fifth.lift, fifth.gain, tenth.lift) == pytest.approx((3.0, 0.6, 4.0))


def test_calibration_in_five_bins(measured):
    found = [[one.count, round(one.mean_probability, 4), one.rate] for one in measured.equal_width]
    assert found == CASE["calibration_5_bins"]
    assert [(one.low, one.high) for one in measured.equal_width][:2] == [(0.0, 0.2), (0.2, 0.4)]


def test_confusion_at_one_half():
    found = metrics.confusion(Y, P)
    want = CASE["confusion_at_0.5"]
    assert (found.true_negative, found.false_positive, found.false_negative, found.true_positive) == tuple(
        want[name] for name in ("tn", "fp", "fn", "tp")
    )
    assert found.precision == 0.5
    assert found.recall == 0.8


def test_the_list_that_earns_most_of_those_offered():
    found = metrics.profit_cut(Y, P, save_rate=0.3, value=200, contact_cost=10, sizes=[2, 4, 6, 8, 10])
    assert found.curve_profit.tolist() == pytest.approx([100, 140, 180, 160, 140])
    assert (found.contacts, found.cut, found.profit) == (6, 0.6, pytest.approx(180))


def test_with_every_size_allowed_the_fifth_leaver_at_rank_eleven_still_pays():
    found = metrics.profit_cut(Y, P, save_rate=0.3, value=200, contact_cost=10)
    assert (found.contacts, found.cut, found.profit) == (11, 0.35, pytest.approx(190))


def test_nobody_is_contacted_when_no_list_earns():
    found = metrics.profit_cut(Y, P, save_rate=0.01, value=200, contact_cost=10)
    assert (found.contacts, found.cut, found.profit) == (0, None, 0.0)


def test_the_value_may_differ_between_customers():
    value = np.where(np.arange(20) == 10, 10_000.0, 0.0)
    assert metrics.profit_cut(Y, P, save_rate=0.3, value=value, contact_cost=10).contacts == 11


def test_figures_survive_json(measured):
    assert metrics.Metrics.from_json(json.loads(json.dumps(measured.to_json()))) == measured
