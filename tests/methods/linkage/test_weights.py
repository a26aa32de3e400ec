import numpy as np
import pytest

from idic.methods.linkage import decision, frequencies, weights
from idic.methods.linkage.errors import ImpossibleProbability

from .oracle import binary, em_patterns


def test_weights_and_posteriors_of_all_patterns():
    patterns, _, known = em_patterns()
    m, u = binary(known["true"]["m"]), binary(known["true"]["u"])
    found = weights.pattern_weights(patterns, m, u)
    for pattern, weight in zip(patterns, found, strict=True):
        published = known["patterns"]["".join(map(str, pattern))]
        assert weight == pytest.approx(published["weight"], abs=5e-7)
        assert weights.posterior(weight, 0.05) == pytest.approx(published["probability"], abs=5e-7)


def test_weights_of_single_fields():
    *_, known = em_patterns()
    for m, u, published in zip(
        binary(known["true"]["m"]), binary(known["true"]["u"]), known["log2_weights"], strict=True
    ):
        disagree, agree = weights.level_weights(m, u)
        assert agree == pytest.approx(published["agree"], abs=5e-7)
        assert disagree == pytest.approx(published["disagree"], abs=5e-7)
    assert weights.prior_weight(0.05) == pytest.approx(known["log2_prior_odds"], abs=5e-7)


def test_a_missing_value_adds_no_weight():
    m, u = binary([0.9, 0.8]), binary([0.1, 0.2])
    with_null, without = (
        weights.pattern_weights(np.array([[1, -1]]), m, u),
        weights.pattern_weights(np.array([[1]]), m[:1], u[:1]),
    )
    assert with_null[0] == without[0]


def test_posteriors_stay_finite_for_any_weight():
    assert weights.posterior(1e6, 0.05) == 1.0
    assert weights.posterior(-1e6, 0.05) == pytest.approx(0.0)
    with pytest.raises(ImpossibleProbability):
        weights.prior_weight(0.0)


def test_decisions_at_given_error_rates():
    patterns, _, known = em_patterns()
    m, u = binary(known["true"]["m"]), binary(known["true"]["u"])
    found = decision.decide(
        weights.pattern_weights(patterns, m, u),
        weights.pattern_probabilities(patterns, m),
        weights.pattern_probabilities(patterns, u),
        false_match=0.001,
        missed_match=0.05,
    )
    words = {"match": "link", "clerical": "review", "non-match": "non_link"}
    published = known["decision_mu_0.001_lambda_0.05"]
    assert found == [words[published["".join(map(str, pattern))]] for pattern in patterns]


def test_agreement_on_a_common_value_weighs_less():
    common = frequencies.adjustment(0.01, 0.08, 0.08, 1e-5)
    rare = frequencies.adjustment(0.01, 1e-4, 1e-4, 1e-5)
    assert common == pytest.approx(-3.0)
    assert rare > 6
    assert frequencies.adjustment(0.01, 1e-9, None, 1e-3) == pytest.approx(np.log2(10))
    assert frequencies.adjustment(0.01, None, None, 1e-3) == 0.0


def test_values_at_or_below_the_floor_need_not_be_kept():
    assert frequencies.above_floor({"wang": 0.7, "ouyang": 0.01, "li": 0.29}, 0.01) == {"li": 0.29, "wang": 0.7}


def test_a_threshold_is_stated_as_false_merges():
    posterior = np.array([0.999] * 900 + [0.9] * 100 + [0.6] * 50 + [0.2] * 10)
    at_90, at_50 = decision.threshold_points(posterior, [0.9, 0.5])
    assert (at_90.links, at_50.links) == (1000, 1050)
    assert at_90.false_per_1000 == pytest.approx(10.9)
    assert at_50.expected_false == pytest.approx(0.9 + 10 + 20)
    assert decision.threshold_for(posterior, 11.0) == 0.9
    assert decision.threshold_for(posterior, 1000.0) == 0.5
    assert decision.threshold_for(np.array([0.6]), 1.0) == 1.0
