import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from idic.methods.agreement import AgreementError, AnswerMissing, cohen_kappa


def judged(table):
    """Two columns of answers that make up the table."""
    cells = [(row, column) for row, line in enumerate(table) for column, times in enumerate(line) for _ in range(times)]
    return [row for row, _ in cells], [column for _, column in cells]


def test_fifty_grants_and_two_readers():
    found = cohen_kappa(*judged([[20, 5], [10, 15]]))
    assert (found.n, found.observed, found.expected) == (50, 0.7, pytest.approx(0.5))
    assert found.kappa == pytest.approx(0.4)
    assert found.se == pytest.approx(0.1270, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((0.1511, 0.6489), abs=5e-5)
    assert found.counts.tolist() == [[20, 5], [10, 15]]


def test_fleiss_hundred_patients():
    found = cohen_kappa(*judged([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert (found.observed, found.expected) == pytest.approx((0.89, 0.66))
    assert found.kappa == pytest.approx(0.6765, abs=5e-5)


def test_full_agreement_is_1_and_its_contrary_below_0():
    assert cohen_kappa(["yes", "no"], ["yes", "no"]).kappa == 1
    assert cohen_kappa(["yes", "no"], ["no", "yes"]).kappa == -1


def test_one_answer_throughout_tells_nothing():
    found = cohen_kappa([1, 1, 1], [1, 1, 1])
    assert (found.observed, found.kappa, found.low, found.reason) == (1.0, None, None, "one_answer_only")


def test_a_missing_judgement_is_refused():
    with pytest.raises(AnswerMissing):
        cohen_kappa([1, None], [1, 1])
    with pytest.raises(AnswerMissing):
        cohen_kappa([1.0, np.nan], [1.0, 1.0])
    with pytest.raises(AgreementError):
        cohen_kappa([1], [1, 2])
    with pytest.raises(AgreementError):
        cohen_kappa([], [])


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=3, max_size=3))
def test_kappa_and_its_error_are_those_of_statsmodels(table):
    given_table = np.array(table)
    seen = given_table.sum(axis=0) + given_table.sum(axis=1)
    if (seen == 0).any():
        return
    found, other = cohen_kappa(*judged(table)), cohens_kappa(given_table)
    assert found.kappa == pytest.approx(other.kappa, abs=1e-12)
    assert found.se == pytest.approx(np.sqrt(max(0, other.var_kappa)), abs=1e-7)
