from datetime import UTC, date
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from idic.methods import purchase_history

AS_OF = date(2026, 3, 31)
BANGKOK = ZoneInfo("Asia/Bangkok")

WHO = ["A", "A", "A", "B", "B"]
AT = ["2026-01-01T03:00", "2026-01-11T03:00", "2026-03-01T03:00", "2026-02-01T03:00", "2026-02-01T09:00"]
AMOUNT = [100.0, 50.0, 30.0, 10.0, 20.0]


def summarise(**settings):
    return purchase_history.summarise(WHO, AT, AMOUNT, as_of=AS_OF, zone=BANGKOK, **settings)


def figures(history):
    return list(
        zip(
            history.customer.tolist(),
            history.recency_days.tolist(),
            history.frequency.tolist(),
            history.monetary.tolist(),
            strict=True,
        )
    )


def test_orders_become_one_line_per_customer():
    history = summarise()
    assert figures(history) == [("A", 30, 3, 180.0), ("B", 58, 2, 30.0)]
    assert history.median_gap_days[0] == 29.5
    assert np.isnan(history.median_gap_days[1])


def test_a_cancelled_order_changes_recency_frequency_and_amount_back():
    before = purchase_history.summarise(WHO[:2], AT[:2], AMOUNT[:2], as_of=AS_OF, zone=BANGKOK)
    history = summarise(cancelled=[False, False, True, False, False])
    assert figures(history)[0] == figures(before)[0] == ("A", 79, 2, 150.0)


def test_a_full_return_removes_the_order_and_a_partial_one_reduces_the_amount():
    history = summarise(returned_amount=[0, 50, 10, 0, 0])
    assert figures(history)[0] == ("A", 30, 2, 120.0)


def test_orders_of_one_day_merge_only_when_the_setting_says_so():
    assert figures(summarise(merge_same_day=True))[1] == ("B", 58, 1, 30.0)
    assert figures(summarise(merge_same_day=True, monetary="mean"))[1] == ("B", 58, 1, 30.0)
    assert figures(summarise(monetary="mean"))[1] == ("B", 58, 2, 15.0)


def test_the_zone_of_the_business_decides_the_day():
    late = np.array(["2026-03-30T18:00"], dtype="datetime64[us]")
    assert purchase_history.business_days(late, BANGKOK).tolist() == [date(2026, 3, 31)]
    assert purchase_history.business_days(late, UTC).tolist() == [date(2026, 3, 30)]
    before, after = np.array(["2026-03-29T00:59", "2026-03-29T22:30"], dtype="datetime64[us]")
    paris = purchase_history.business_days(np.array([before, after]), ZoneInfo("Europe/Paris"))
    assert paris.tolist() == [date(2026, 3, 29), date(2026, 3, 30)]


def test_future_orders_are_rejected_by_position_and_the_window_cuts_the_rest():
    history = purchase_history.summarise(
        [*WHO, "A"], [*AT, "2026-03-31T17:30"], [*AMOUNT, 5.0], as_of=AS_OF, zone=BANGKOK, window_days=60
    )
    assert history.rejected.tolist() == [5]
    assert figures(history) == [("A", 30, 1, 30.0), ("B", 58, 2, 30.0)]


def test_two_currencies_are_refused():
    with pytest.raises(purchase_history.MixedCurrencies, match="THB, USD"):
        summarise(currency=["THB", "THB", "USD", "THB", "THB"])


def test_no_orders_give_no_customers():
    history = purchase_history.summarise([], [], [], as_of=AS_OF, zone=BANGKOK)
    assert history.customer.size == 0
