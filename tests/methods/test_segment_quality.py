import pytest
from scipy import stats

from idic.methods import segment_quality as quality

GOOD = {
    "known_rates": [0.95, 0.80],
    "members": 120,
    "fewest_members": 100,
    "reachable_share": 0.7,
    "difference": quality.Difference(0.01, 0.2),
    "has_owner": True,
    "has_standard": True,
}


def test_a_sound_segment_passes_all_five_tests():
    verdicts = quality.check(**GOOD)
    assert [verdict.test for verdict in verdicts] == [
        "measurable",
        "substantial",
        "accessible",
        "differentiable",
        "actionable",
    ]
    assert all(verdict.passed for verdict in verdicts)


@pytest.mark.parametrize(
    ("change", "test", "passed", "reason"),
    [
        ({"known_rates": [0.95, 0.79]}, 0, False, ""),
        ({"known_rates": [0.95, None]}, 0, None, "known_rate_unknown"),
        ({"members": 99}, 1, False, ""),
        ({"reachable_share": 0.4}, 2, False, ""),
        ({"reachable_share": None}, 2, None, "reachable_share_unknown"),
        ({"difference": quality.Difference(0.05, 0.1)}, 3, False, ""),
        ({"difference": None}, 3, None, "no_response_variable"),
        ({"has_owner": False}, 4, False, "no_owner"),
        ({"has_standard": False}, 4, False, "no_standard"),
    ],
)
def test_each_test_fails_or_stays_open_alone(change, test, passed, reason):
    verdicts = quality.check(**(GOOD | change))
    assert (verdicts[test].passed, verdicts[test].reason) == (passed, reason)
    assert all(verdict.passed for position, verdict in enumerate(verdicts) if position != test)


def test_the_analysis_of_variance_equals_scipy():
    groups = [[5, 7, 6, 8], [2, 3, 4, 3], [6, 5, 5, 7]]
    found = quality.difference_of_means(groups)
    assert found.p_value == pytest.approx(stats.f_oneway(*groups).pvalue)
    assert found.effect == pytest.approx(0.735892, abs=5e-7)
    assert quality.difference_of_means([[1, 2], [3]]).reason == "too_few_answers"
    assert quality.difference_of_means([[1, 1], [1, 1]]).reason == "response_does_not_vary"


def test_the_chi_square_test_equals_scipy():
    counts = [[30, 10], [15, 25]]
    found = quality.difference_of_shares(counts)
    assert found.p_value == pytest.approx(stats.chi2_contingency(counts, correction=False).pvalue)
    assert found.effect == pytest.approx(stats.contingency.association(counts))
    assert quality.difference_of_shares([[3, 1], [2, 2]]).reason == "small_expected_counts"
    assert quality.difference_of_shares([[3, 0], [2, 0]]).reason == "response_does_not_vary"


def test_percentages_in_place_of_shares_are_refused():
    with pytest.raises(quality.SegmentQualityError):
        quality.check(**(GOOD | {"reachable_share": 70}))
