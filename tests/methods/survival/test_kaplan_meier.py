import numpy as np
import pytest

from idic.methods import survival
from tests.methods.churn_oracle import expected

CASE = expected()["kaplan_meier_6mp"]


@pytest.fixture(scope="module")
def curve():
    return survival.kaplan_meier(CASE["t"], CASE["event"])


def test_shares_and_errors_of_the_published_durations(curve):
    at = {time: place for place, time in enumerate(curve.time.tolist())}
    for time, share in CASE["S"].items():
        assert curve.survival[at[float(time)]] == pytest.approx(share, abs=5e-7)
        assert curve.se[at[float(time)]] == pytest.approx(CASE["greenwood_se"][time], abs=5e-7)
    assert curve.median == 23
    assert (curve.median_low, curve.median_high) == (13, None)


def test_the_interval_is_the_log_log_one(curve):
    """Published for these data (Collett; R's survfit, conf.type "log-log"): .620 to .952 at 6, .188 to .680 at 23."""
    at = {time: place for place, time in enumerate(curve.time.tolist())}
    assert (curve.low[at[6.0]], curve.high[at[6.0]]) == pytest.approx((0.620, 0.952), abs=5e-4)
    assert (curve.low[at[23.0]], curve.high[at[23.0]]) == pytest.approx((0.188, 0.680), abs=5e-4)


def test_at_risk_left_and_censored_account_for_everybody(curve):
    assert curve.at_risk[0] == curve.n == 21
    assert (curve.events.sum(), curve.censored.sum()) == (9, 12)
    assert curve.share([0, 6, 8, 35, 36]) == pytest.approx(
        [1, 0.857143, 0.806723, 0.448179, np.nan], abs=5e-7, nan_ok=True
    )


def test_without_censoring_it_is_the_plain_share():
    duration = np.array([3.0, 1, 2, 2, 5])
    found = survival.kaplan_meier(duration, np.ones(5))
    assert found.survival.tolist() == pytest.approx([(duration > time).mean() for time in found.time])
    assert np.isnan(found.low[-1])


def test_late_entries_are_at_risk_only_once_they_are_seen():
    """Three from the start and one bought with a portfolio at age 4: at 3 three are at risk, at 5 two."""
    found = survival.kaplan_meier([3, 5, 6, 6], [1, 1, 0, 0], entry=[0, 0, 0, 4])
    assert found.at_risk.tolist() == [3, 3, 2]
    assert found.survival.tolist() == pytest.approx([2 / 3, 4 / 9, 4 / 9])
    early = survival.kaplan_meier([2, 6, 6], [1, 1, 0], entry=[0, 4, 4])
    assert early.warnings == (survival.EVERYBODY_LEFT_EARLY,)


def test_smcrm_customers_of_whom_more_than_half_were_still_there(shared_data):
    from tests.methods.churn_oracle import columns_of

    columns = columns_of(shared_data / "smcrm" / "customerChurn.csv.gz")
    left = 1 - np.array(columns["censor"], dtype=float)
    duration = np.array(columns["duration"], dtype=float)
    assert (left.size, int(left.sum()), int((left == 0).sum())) == (500, 232, 268)
    found = survival.kaplan_meier(duration, left)
    assert found.share(729.0) == pytest.approx(268 / 500)
    assert found.median is None


@pytest.mark.parametrize(
    ("duration", "observed", "entry"),
    [([1, -1], [1, 1], None), ([1, np.nan], [1, 1], None), ([1, 2], [1, 3], None), ([1, 2], [1, 1], [0, 2])],
)
def test_durations_that_cannot_be(duration, observed, entry):
    with pytest.raises(survival.DurationImpossible):
        survival.kaplan_meier(duration, observed, entry=entry)
