from decimal import Decimal

import numpy as np
import pytest

from idic.methods import classification
from idic.methods.classification import FeatureTable, encoding
from idic.methods.classification.encoding import MOST_LEVELS, SMOOTHING


def test_numbers_truth_values_and_texts_find_their_kind():
    table = FeatureTable.of(
        {
            "visits": [1, 2, 3],
            "member": [True, None, False],
            "city": ["กรุงเทพมหานคร", None, "台北"],
            "grade": np.array([1.5, None, np.float32(2)], dtype=object),
            "spent": np.array([Decimal("9.5"), None, Decimal(3)], dtype=object),
            "nothing": [None, None, None],
        }
    )
    assert set(table.numbers) == {"visits", "member", "grade", "spent"}
    assert table.numbers["member"].tolist() == pytest.approx([1, np.nan, 0], nan_ok=True)
    assert table.categories["city"].tolist() == ["กรุงเทพมหานคร", "", "台北"]
    assert table.names == ("visits", "member", "city", "grade", "spent", "nothing")
    assert table.take(np.array([True, False, True])).rows == 2


def test_refusals():
    with pytest.raises(classification.ColumnsUnequal):
        FeatureTable.of({"a": [1, 2], "b": [1]})
    with pytest.raises(classification.FeatureNotUsable):
        FeatureTable.of({"a": [1.0, np.inf]})
    with pytest.raises(classification.FeatureNotUsable):
        FeatureTable.of({"day": np.array(["2026-01-01"], dtype="datetime64[D]")})
    with pytest.raises(classification.FeatureMissing):
        FeatureTable.of({"a": [1.0]}).column("b")


def test_missing_numbers_take_the_median_beside_a_column_that_says_so():
    table = FeatureTable.of({"age": [10.0, np.nan, 30.0, 20.0]})
    encoder, design = encoding.learn(
        table, np.array([0.0, 1, 0, 1]), np.arange(4) % 2, standardised=True, names=table.names
    )
    assert [column.role for column in encoder.columns] == ["number", "missing"]
    assert design.mean(axis=0).tolist() == pytest.approx([0, 0])
    assert design.std(axis=0).tolist() == pytest.approx([1, 1])
    assert design[1, 0] == pytest.approx(design[3, 0])
    new = encoder.design(FeatureTable.of({"age": [np.nan]}))
    assert new[0].tolist() == pytest.approx(design[1].tolist())


def test_trees_keep_missing_numbers_as_they_are():
    table = FeatureTable.of({"age": [10.0, np.nan, 30.0, 20.0]})
    encoder, design = encoding.learn(
        table, np.array([0.0, 1, 0, 1]), np.arange(4) % 2, standardised=False, names=table.names
    )
    assert design[:, 0].tolist() == pytest.approx([10, np.nan, 30, 20], nan_ok=True)
    assert len(encoder.columns) == 1


def test_many_levels_become_the_rate_of_the_other_folds():
    """A level of one customer must not hand that customer the own outcome."""
    rng = np.random.default_rng(1)
    city = np.array([f"city {place}" for place in rng.integers(0, MOST_LEVELS * 3, 400)], dtype=object)
    city[0] = "only one"
    outcome = (rng.random(400) < 0.3).astype(float)
    fold = np.arange(400) % 5
    table = FeatureTable.of({"city": city})
    encoder, design = encoding.learn(table, outcome, fold, standardised=False, names=table.names)
    assert [column.role for column in encoder.columns] == ["rate"]
    assert design[0, 0] == pytest.approx(outcome[fold != 0].mean())
    place, other = 7, (city == city[7]) & (fold != fold[7])
    overall = outcome[fold != fold[7]].mean()
    assert design[place, 0] == pytest.approx((outcome[other].sum() + SMOOTHING * overall) / (other.sum() + SMOOTHING))
    unknown = encoder.design(FeatureTable.of({"city": ["never seen"]}))
    assert unknown[0, 0] == pytest.approx(outcome.mean())


def test_target_encoding_of_pure_noise_promises_nothing():
    rng = np.random.default_rng(2)
    city = np.array([f"{place}" for place in rng.integers(0, 300, 1500)], dtype=object)
    features = FeatureTable.of({"city": city, "noise": rng.normal(size=1500)})
    found = classification.train(features, (rng.random(1500) < 0.4).astype(float), kind="logistic")
    assert found.metrics.auc.low < 0.5 < found.metrics.auc.high
    assert found.model.score(features).std() < 0.05


def test_a_level_never_seen_and_a_missing_column():
    features = FeatureTable.of({"plan": np.array(["a", "b"] * 100, dtype=object), "x": np.arange(200.0)})
    outcome = (np.arange(200) % 3 == 0).astype(float)
    model = classification.train(features, outcome, kind="logistic").model
    assert np.isfinite(model.score(FeatureTable.of({"plan": ["c"], "x": [1.0], "more": [5]}))).all()
    with pytest.raises(classification.FeatureMissing):
        model.score(FeatureTable.of({"plan": ["a"]}))
    with pytest.raises(classification.FeatureNotUsable):
        model.score(FeatureTable.of({"plan": ["a"], "x": ["many"]}))


def test_features_that_never_differ_are_left_out_and_counted():
    rng = np.random.default_rng(3)
    features = FeatureTable.of({"same": np.ones(300), "x": rng.normal(size=300), "none": np.full(300, np.nan)})
    outcome = (rng.random(300) < 0.4).astype(float)
    found = classification.train(features, outcome, kind="logistic")
    assert found.model.feature_names == ("x",)
    assert {one.code: one.count for one in found.warnings}[classification.FEATURES_WITHOUT_USE] == 2
    nothing = classification.train(FeatureTable.of({"same": np.ones(300)}), outcome)
    assert (nothing.model, nothing.reason) == (None, "no_feature")
