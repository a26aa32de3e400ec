import json
from datetime import date

import numpy as np
import pytest

from idic.methods import churn
from idic.methods.churn import Definition, Exclusion, RunRecord, Scheme

SCHEME = Scheme(date(2026, 7, 1), feature_days=365, blind_days=7, horizon_days=90)


def test_windows_of_features_and_outcome_do_not_touch_over_the_blind_days():
    assert SCHEME.feature_start == date(2025, 7, 1)
    assert SCHEME.label_start == date(2026, 7, 8)
    assert SCHEME.label_end == date(2026, 10, 6)
    assert SCHEME.complete(date(2026, 10, 5))
    assert not SCHEME.complete(date(2026, 10, 4))


def test_schemes_before_a_day_are_complete_and_their_outcome_windows_do_not_overlap():
    found = churn.schemes_before(date(2026, 10, 5), count=3, feature_days=365, blind_days=7, horizon_days=90)
    assert found[-1] == SCHEME
    assert all(one.complete(date(2026, 10, 5)) for one in found)
    assert [one.label_end for one in found[:-1]] == [one.label_start for one in found[1:]]


def test_silence_over_the_whole_window_is_a_loss():
    customer = ["a", "a", "b", "c", "d"]
    day = ["2026-06-30", "2026-07-08", "2026-07-07", "2026-10-06", "2026-10-05"]
    found = churn.silence_labels(["a", "b", "c", "d"], customer, day, SCHEME, last_day=date(2026, 10, 5))
    assert found.tolist() == [0, 1, 1, 0]


def test_before_the_window_is_over_nobody_is_lost_but_who_bought_is_kept():
    found = churn.silence_labels(["a", "b"], ["a"], ["2026-07-20"], SCHEME, last_day=date(2026, 8, 1))
    assert found.tolist() == pytest.approx([0, np.nan], nan_ok=True)


def test_a_contract_is_lost_after_the_days_of_grace():
    ends = ["2026-01-31", "2026-01-31", "2026-01-31", "2026-01-31", "2026-12-31"]
    renewed = ["2026-01-15", "2026-03-02", "2026-03-03", "NaT", "NaT"]
    assert churn.contract_labels(ends, renewed, as_of=date(2026, 6, 1)).tolist() == pytest.approx(
        [0, 0, 1, 1, np.nan], nan_ok=True
    )
    in_grace = churn.contract_labels(ends, renewed, as_of=date(2026, 2, 20))
    assert in_grace.tolist() == pytest.approx([0] + 4 * [np.nan], nan_ok=True)


def test_a_probability_of_being_alive_below_the_cut_is_a_loss():
    found = churn.p_alive_labels([0.1, 0.5, 0.9, np.nan])
    assert found.tolist() == pytest.approx([1, 0, 0, np.nan], nan_ok=True)


def test_the_record_of_a_run_survives_json():
    record = RunRecord(
        Definition("gap", horizon_days=90), (SCHEME,), "segment:regulars, active", "silence", 1000, 940, 120, 15,
        (Exclusion("staff", 10), Exclusion("bought once", 50)),
    )  # fmt: skip
    assert RunRecord.from_json(json.loads(json.dumps(record.to_json()))) == record


def test_a_record_whose_counts_do_not_add_up_is_refused():
    with pytest.raises(churn.FigureOutOfRange):
        RunRecord(Definition("gap"), (SCHEME,), "all", "silence", 1000, 940, 120, 0, (Exclusion("staff", 10),))


def test_refusals():
    with pytest.raises(churn.FigureOutOfRange):
        Definition("p_alive", cut=1.0)
    with pytest.raises(churn.FigureOutOfRange):
        Scheme(date(2026, 1, 1), feature_days=0, blind_days=0, horizon_days=90)
