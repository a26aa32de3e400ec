import numpy as np
import pytest

from idic.methods import sensitivity
from idic.methods.classification import FeatureTable
from idic.methods.classification.errors import FeatureMissing
from idic.methods.sensitivity import Change


@pytest.fixture
def features():
    rng = np.random.default_rng(1)
    return FeatureTable.of(
        {
            "calls": rng.integers(0, 50, 500).astype(float),
            "noise": rng.normal(size=500),
            "plan": np.array(["gold", "silver", None], dtype=object)[rng.integers(0, 3, 500)],
        }
    )


def score(features):
    gold = features.categories["plan"] == "gold"
    return 1 / (1 + np.exp(-(np.nan_to_num(features.numbers["calls"]) / 10 - 2 - 1.5 * gold)))


def test_partial_dependence_is_the_mean_over_everybody_at_each_value(features):
    found = sensitivity.partial_dependence(score, features, "calls", points=10)
    place = 4
    moved = features.replaced("calls", found.values[place])
    assert found.mean[place] == pytest.approx(score(moved).mean())
    assert found.lines.shape == (30, 10)
    assert (np.diff(found.mean) > 0).all()


def test_no_value_beyond_the_middle_98_percent_is_shown(features):
    wild = features.replaced("calls", np.r_[1e9, -1e9, features.numbers["calls"][2:]])
    found = sensitivity.partial_dependence(score, wild, "calls")
    low, high = np.percentile(wild.numbers["calls"], [1, 99])
    assert low <= found.values.min() <= found.values.max() <= high


def test_levels_come_by_frequency_with_their_share(features):
    found = sensitivity.partial_dependence(score, features, "plan")
    assert set(found.values) == {"gold", "silver"}
    assert found.share.sum() == pytest.approx((features.categories["plan"] != "").mean())
    assert dict(zip(found.values, found.mean, strict=True))["gold"] < found.mean.max()


def test_importance_is_nothing_for_noise_and_repeats_under_the_seed(features):
    outcome = (np.random.default_rng(2).random(500) < score(features)).astype(float)
    found = sensitivity.permutation_importance(score, features, outcome)
    assert found.names[0] == "calls"
    assert dict(zip(found.names, found.mean, strict=True))["noise"] == 0
    again = sensitivity.permutation_importance(score, features, outcome)
    assert again.mean.tolist() == found.mean.tolist()
    assert sensitivity.permutation_importance(score, features, np.zeros(500)) is None


def test_several_features_move_together(features):
    found = sensitivity.what_if(score, features, {"calls": Change("add", -5), "plan": Change("set", "gold")})
    moved = features.replaced("calls", features.numbers["calls"] - 5).replaced("plan", "gold")
    assert found.after.tolist() == score(moved).tolist()
    assert found.difference < 0
    assert found.outside["calls"] > 0
    nothing = sensitivity.what_if(score, features, {"calls": Change("times", 1.0)})
    assert nothing.difference == 0
    assert nothing.outside == {"calls": 0}


def test_refusals(features):
    with pytest.raises(sensitivity.ChangeImpossible):
        sensitivity.what_if(score, features, {"plan": Change("add", 1)})
    with pytest.raises(sensitivity.FigureOutOfRange):
        sensitivity.what_if(score, features, {"calls": Change("set", "many")})
    with pytest.raises(FeatureMissing):
        sensitivity.what_if(score, features, {"weather": Change("set", "fine")})
