import gzip

import numpy as np
import pytest

from idic.methods import clv
from idic.methods.clv import history

from . import oracle


def days(*values):
    return np.array(values, dtype="datetime64[D]")


END = np.datetime64("2026-03-31")


@pytest.fixture(scope="module")
def cdnow():
    """Customer, day and dollars of the CDNOW sample, which has no formal licence and is not shipped."""
    if not oracle.CDNOW_SAMPLE.exists():
        pytest.skip("the CDNOW sample is not beside the repository")
    with gzip.open(oracle.CDNOW_SAMPLE, "rt") as file:
        rows = [line.split() for line in file]
    date = days(*(f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows))
    return np.array([int(row[1]) for row in rows]), date, np.array([float(row[4]) for row in rows])


def test_purchases_of_one_day_are_one_purchase():
    found = history.build(
        np.array([7, 7, 7, 7]),
        days("2026-01-01", "2026-01-15", "2026-01-15", "2026-02-26"),
        [10.0, 4.0, 6.0, 30.0],
        calibration_end=END,
    )
    assert (found.x[0], found.t_x[0], found.T[0], found.m[0]) == (2, 8.0, 89 / 7, 20.0)


def test_row_order_does_not_matter_and_names_may_be_text():
    customer = np.array(["b", "a", "b", "a", "b"])
    date = days("2026-02-10", "2026-01-01", "2026-01-05", "2026-01-08", "2026-02-10")
    amount = np.array([3.0, 1.0, 2.0, 5.0, 4.0])
    one = history.build(customer, date, amount, calibration_end=END)
    order = np.array([4, 2, 0, 3, 1])
    two = history.build(customer[order], date[order], amount[order], calibration_end=END)
    assert one.customer.tolist() == two.customer.tolist() == ["a", "b"]
    np.testing.assert_array_equal(one.m, two.m)
    np.testing.assert_array_equal(one.m, [5.0, 7.0])


def test_who_cannot_be_used_is_counted_by_reason():
    found = history.build(
        np.array([1, 2, 3, 4, 4]),
        days("2026-03-31", "2026-04-02", "2026-01-05", "2026-01-05", "2026-05-01"),
        [5.0, 5.0, -5.0, 5.0, 5.0],
        calibration_end=END,
    )
    assert found.customer.tolist() == [4]
    assert (found.excluded_last_day, found.excluded_refund_only) == (1, 1)
    assert found.purchases_after_end == 2
    assert found.x[0] == 0
    assert found.t_x[0] == 0
    assert np.isnan(found.m[0])


def test_customers_who_come_after_calibration_are_counted_when_the_hold_out_is_read():
    found = history.split(
        np.array([1, 1, 2]),
        days("2026-01-05", "2026-04-05", "2026-04-02"),
        [5.0, 8.0, 5.0],
        calibration_end=END,
        observation_end=np.datetime64("2026-04-28"),
    )
    assert found.calibration.excluded_not_yet_customers == 1
    assert found.holdout_purchases.tolist() == [1.0]
    assert found.holdout_spend.tolist() == [8.0]
    assert found.holdout_time == 4.0


def test_a_return_is_no_purchase_but_lowers_the_mean():
    found = history.build(
        np.array([1, 1, 1]),
        days("2026-01-01", "2026-01-08", "2026-01-20"),
        [10.0, 30.0, -12.0],
        calibration_end=END,
    )
    assert (found.x[0], found.t_x[0], found.m[0]) == (1, 1.0, 18.0)


def test_bad_purchase_rows_are_listed_with_row_and_reason():
    found = history.build(
        np.array(["a", "", "a", "a"], dtype=object),
        days("2026-01-01", "2026-01-02", "NaT", "2026-01-04"),
        [1.0, 1.0, 1.0, np.nan],
        calibration_end=END,
    )
    assert list(zip(found.faults.row.tolist(), found.faults.reason.tolist(), strict=True)) == [
        (1, history.MISSING_CUSTOMER),
        (2, history.MISSING_DATE),
        (3, history.AMOUNT_NOT_A_NUMBER),
    ]
    assert found.x.tolist() == [0.0]


def test_no_purchases_at_all_give_an_empty_history():
    found = history.build(np.array([], dtype=np.int64), days(), np.array([]), calibration_end=END)
    assert found.x.size == 0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((2, 0, 10), history.REPEAT_WITHOUT_TIME),
        ((0, 3, 10), history.TIME_WITHOUT_REPEAT),
        ((-1, 3, 10), history.X_NEGATIVE),
        ((1.5, 3, 10), history.X_NOT_WHOLE),
        ((2, 11, 10), history.T_X_OUT_OF_RANGE),
        ((2, -1, 10), history.T_X_OUT_OF_RANGE),
        ((0, 0, -1), history.T_NOT_POSITIVE),
        ((np.nan, 0, 1), history.NOT_FINITE),
    ],
)
def test_a_broken_summary_is_named_and_refused(row, reason):
    x, t_x, T = ([good, bad] for good, bad in zip((1, 2, 10), row, strict=True))
    checked = history.check(x, t_x, T)
    assert checked.accepted.tolist() == [True, False]
    assert (checked.faults.row.tolist(), checked.faults.reason.tolist()) == ([1], [reason])
    with pytest.raises(clv.InvalidSummaries) as refused:
        clv.bgnbd.fit(x, t_x, T)
    assert (refused.value.row, refused.value.reason) == (1, reason)


def test_customers_of_the_last_day_are_excluded_and_counted_but_no_fault():
    checked = history.check([0, 1], [0, 2], [0, 10])
    assert checked.accepted.tolist() == [False, True]
    assert (checked.excluded_last_day, len(checked.faults)) == (1, 0)


def test_cdnow_purchases_give_the_published_summaries(cdnow):
    found = history.split(
        *cdnow, calibration_end=np.datetime64("1997-09-30"), observation_end=np.datetime64("1998-06-30")
    )
    summary = found.calibration
    assert (summary.x.size, summary.x.sum(), found.holdout_purchases.sum()) == (2357, 2457, 1882)
    assert found.holdout_time == 39.0
    groups = clv.groups.group(summary.x, summary.t_x, summary.T)
    x, t_x, T, count = oracle.cdnow_groups()
    order = np.lexsort((T, t_x, x))
    for got, known in ((groups.x, x), (groups.t_x, t_x), (groups.T, T), (groups.count, count)):
        np.testing.assert_array_equal(got, known[order])
    known_x, known_m = oracle.cdnow_spend()
    np.testing.assert_allclose(np.sort(summary.m[summary.x > 0]), np.sort(known_m), atol=1e-6)
    assert known_x.size == (summary.x > 0).sum()


def test_the_cdnow_forecast_beats_the_naive_one(cdnow):
    found = history.split(
        *cdnow, calibration_end=np.datetime64("1997-09-30"), observation_end=np.datetime64("1998-06-30")
    )
    summary = found.calibration
    model = clv.bgnbd.fit(summary.x, summary.t_x, summary.T).parameters
    result = clv.validation.hold_out(
        model, summary.x, summary.t_x, summary.T, actual=found.holdout_purchases, time=found.holdout_time
    )
    assert result.better_than_naive
    assert (result.mae, result.naive_mae) == pytest.approx((0.785454, 1.023669), abs=1e-5)
    assert (result.bias, result.naive_bias) == pytest.approx((-0.096984, 0.444676), abs=1e-5)
    assert result.by_count.customers.tolist() == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert result.by_count.actual[0] == pytest.approx(334 / 1411)

    code, first = np.unique(cdnow[0], return_index=True)
    since = (cdnow[1] - np.datetime64("1997-01-01")).astype(int) / 7
    merged = np.unique(np.stack([cdnow[0], since]), axis=1)
    repeats = merged[1][merged[1] > since[first][np.searchsorted(code, merged[0].astype(int))]]
    chart = clv.validation.tracking(model, acquired=since[first], repeat_purchases=repeats, periods=78, calibration=39)
    assert chart.actual_cumulative[-1] == 2457 + 1882
    assert chart.expected_cumulative[38] == pytest.approx(chart.actual_cumulative[38], rel=0.05)
    assert chart.expected.sum() == pytest.approx(chart.expected_cumulative[-1])
