import json

import numpy as np
import pytest

from idic.methods import classification, logit
from idic.methods.classification import calibration, logistic


def distorted(rows=4000, seed=1):
    """Margins twice as bold as they may be."""
    rng = np.random.default_rng(seed)
    true = rng.normal(-1, 1.2, rows)
    return 2 * true + 0.5, (rng.random(rows) < 1 / (1 + np.exp(-true))).astype(float), true


def test_platt_finds_slope_and_intercept():
    margin, outcome, true = distorted()
    found = calibration.fit("platt", margin, outcome)
    assert found.slope == pytest.approx(0.5, abs=0.04)
    assert found.probability(margin) == pytest.approx(1 / (1 + np.exp(-true)), abs=0.05)


def test_platt_is_the_one_of_scikit_learn():
    from sklearn.calibration import _SigmoidCalibration

    margin, outcome, _ = distorted(500)
    peer = _SigmoidCalibration().fit(margin, outcome)
    assert calibration.fit("platt", margin, outcome).probability(margin) == pytest.approx(
        peer.predict(margin), abs=1e-4
    )


def test_isotonic_never_falls_and_is_the_one_of_scikit_learn():
    from sklearn.isotonic import IsotonicRegression

    margin, outcome, _ = distorted(500)
    found = calibration.fit("isotonic", margin, outcome)
    peer = IsotonicRegression(out_of_bounds="clip").fit(margin, outcome)
    least = 0.5 / 501
    assert found.probability(margin) == pytest.approx(np.clip(peer.predict(margin), least, 1 - least), abs=1e-12)
    assert (np.diff(found.probability(np.sort(margin))) >= 0).all()
    again = calibration.Calibration.from_json(json.loads(json.dumps(found.to_json())))
    assert again == found


def test_a_model_calibrated_by_steps_gives_reasons_before_calibration():
    rng = np.random.default_rng(2)
    features = classification.FeatureTable.of({"x": rng.normal(size=600)})
    outcome = (rng.random(600) < 1 / (1 + np.exp(-features.numbers["x"]))).astype(float)
    model = classification.train(features, outcome, kind="logistic", calibration="isotonic").model
    assert not model.reasons(features).exact
    stored = classification.Classifier.from_json(json.loads(json.dumps(model.to_json())))
    assert np.array_equal(stored.score(features), model.score(features))


def test_sampling_is_undone_as_published():
    """p' = p w / (p w + 1 - p): one half, with one stayer in four kept, is one in five."""
    assert classification.undo_sampling([0.5, 0.0, 1.0], 0.25).tolist() == pytest.approx([0.2, 0, 1])
    assert classification.undo_sampling(classification.undo_sampling(0.3, 0.25), 4) == pytest.approx(0.3)


def test_a_model_that_is_wrong_throughout_gives_everybody_the_rate():
    margin, outcome, _ = distorted(500)
    found = calibration.fit("platt", -margin, outcome)
    assert found.slope == 0
    assert found.probability(margin) == pytest.approx(outcome.mean(), abs=2e-3)


def test_one_class_cannot_be_calibrated():
    with pytest.raises(classification.OneClassOnly):
        calibration.fit("platt", [0.1, 0.2], [1, 1])


def test_the_penalised_model_is_the_one_of_scikit_learn():
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(3)
    design = rng.normal(size=(400, 5))
    outcome = (rng.random(400) < 1 / (1 + np.exp(-design[:, 0] + 1))).astype(float)
    ours = logistic.fit(design, outcome, 4.0)
    peer = LogisticRegression(C=1 / 4.0, tol=1e-10, max_iter=10_000).fit(design, outcome)
    assert ours.coefficients == pytest.approx(peer.coef_[0], abs=1e-5)
    assert ours.intercept == pytest.approx(peer.intercept_[0], abs=1e-5)


def test_separated_rows_do_not_break_the_penalised_model():
    found = logit.fit(np.column_stack([np.ones(6), np.arange(6.0)]), [0, 0, 0, 1, 1, 1], penalty=np.array([0, 1.0]))
    assert found.converged
    assert np.isfinite(found.coefficients).all()
