import json

import numpy as np
import pytest

from idic.methods import classification
from idic.methods.classification import Classifier, FeatureTable, reference


def rows(count, seed, *, shift=0.0, city=("bkk", "cnx", "hkt")):
    rng = np.random.default_rng(seed)
    features = FeatureTable.of(
        {"visits": rng.normal(10 + shift, 3, count), "city": rng.choice(np.array(city, dtype=object), count)}
    )
    outcome = (rng.random(count) < 1 / (1 + np.exp((features.numbers["visits"] - 8) / 2))).astype(float)
    return features, outcome


@pytest.fixture(scope="module")
def model():
    found = classification.train(*rows(3000, 1), kind="logistic").model
    return Classifier.from_json(json.loads(json.dumps(found.to_json())))


def test_the_same_population_is_stable(model):
    found = model.drift(*rows(2000, 2))
    assert {name: one.verdict for name, one in found.features.items()} == {"visits": "stable", "city": "stable"}
    assert found.score.verdict == "stable"
    assert abs(found.in_the_large.difference) < 0.03


def test_fewer_visits_are_seen_in_the_feature_and_in_the_score(model):
    found = model.drift(rows(2000, 3, shift=-4)[0])
    assert found.features["visits"].verdict == "refit"
    assert found.features["city"].verdict == "stable"
    assert found.score.verdict == "refit"
    assert found.in_the_large is None


def test_a_new_city_and_missing_values_are_parts_of_their_own(model):
    new, _ = rows(1000, 4, city=("bkk", "cnx", "hkt", "kkc"))
    found = model.drift(new)
    assert found.features["city"].verdict == "refit"
    assert np.isfinite(found.features["city"].index)
    absent = new.replaced("visits", np.where(np.arange(1000) % 3 == 0, np.nan, new.numbers["visits"]))
    assert model.drift(absent).features["visits"].verdict == "refit"


def test_one_new_level_of_one_customer_is_no_alarm(model):
    new, _ = rows(1000, 5)
    city = new.categories["city"].copy()
    city[0] = "kkc"
    assert model.drift(new.replaced("city", city)).features["city"].verdict == "stable"


def test_an_outcome_that_left_the_forecast_shows_in_the_large(model):
    features, outcome = rows(2000, 6)
    more = np.maximum(outcome, np.random.default_rng(7).random(2000) < 0.2)
    found = model.drift(features, more).in_the_large
    assert found.difference < -0.1
    assert found.shift / found.se > 5


def test_parts_of_a_number_that_repeats():
    shape = reference.shape_of_numbers([0.0] * 90 + [1.0] * 10 + [np.nan] * 5)
    assert shape.edges == (0.0,)
    assert shape.counts == (90, 10, 0, 5)
