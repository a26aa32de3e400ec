from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from idic.warehouse.questions.periods import Period, Span, compared_with, read_period, shifted
from idic.warehouse.questions.pivot import Pivot
from tests.warehouse.questions import world

Ask = Callable[..., Pivot]
LINES = [one for one in world.lines() if one["currency"] == "THB"]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("this_quarter", date(2026, 10, 1), TODAY),
        ("last_quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("this_week", date(2026, 11, 16), TODAY),
        ("last_week", date(2026, 11, 9), date(2026, 11, 15)),
        ("this_year", date(2026, 1, 1), TODAY),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
        ("last_30_days", date(2026, 10, 24), TODAY),
        ("last_12_months", date(2025, 12, 1), TODAY),
    ],
)
def test_a_time_moves_with_the_calendar_and_ends_today(preset: str, first: date, last: date) -> None:
    span = Period(preset).span(TODAY)
    assert span is not None
    assert (span.first, span.last) == (first, last)


def test_a_quarter_that_runs_is_compared_with_as_many_days_of_the_one_before() -> None:
    span = Period("this_quarter").span(TODAY)
    assert span is not None
    earlier = compared_with(span, "before").span
    assert (earlier.first, earlier.last) == (date(2026, 7, 1), date(2026, 8, 22))
    assert earlier.days == span.days


def test_a_whole_quarter_is_compared_with_the_whole_one_before() -> None:
    span = Period("last_quarter").span(TODAY)
    assert span is not None
    earlier = compared_with(span, "before").span
    assert (earlier.first, earlier.last) == (date(2026, 4, 1), date(2026, 6, 30))


def test_days_are_compared_with_as_many_before_and_years_day_by_day() -> None:
    span = Span(date(2026, 11, 1), date(2026, 11, 10))
    assert compared_with(span, "before").span == Span(date(2026, 10, 22), date(2026, 10, 31))
    assert compared_with(span, "year").span == Span(date(2025, 11, 1), date(2025, 11, 10))
    assert shifted(date(2024, 2, 29), -12) == date(2023, 2, 28)
    assert shifted(date(2026, 1, 31), 1) == date(2026, 2, 28)


def test_a_time_is_read_back_as_it_was_written() -> None:
    stored = {"preset": "between", "from": "2026-01-01", "to": "2026-01-31"}
    assert read_period(stored).stored() == stored


def total(first: date, last: date, **fixed: Any) -> float:
    chosen = [one for one in LINES if first <= one["day"] <= last and all(one[k] == v for k, v in fixed.items())]
    return float(sum(one["amount_e4"] for one in chosen)) / 10_000


def test_months_stand_beside_the_months_they_are_compared_with(asking: Ask) -> None:
    pivot = asking("net_sales", rows=["month"], period={"preset": "this_quarter"}, compare="before")
    april = pivot.figure(("2026-04-01",), (), 0)
    assert april.value == pytest.approx(total(date(2026, 4, 1), date(2026, 4, 30)))
    # January has a day more than April: the 31st is moved to the 30th and stays in the month
    assert april.earlier == pytest.approx(total(date(2026, 1, 1), date(2026, 1, 31)))
    may = pivot.figure(("2026-05-01",), (), 0)
    assert may.earlier == pytest.approx(total(date(2026, 2, 1), date(2026, 2, 19)))
    whole = pivot.figure((), (), 0)
    assert whole.change == pytest.approx(whole.value - whole.earlier)  # type: ignore[operator]  # both are there


def test_who_bought_less_tea_this_quarter(asking: Ask) -> None:
    """The lay person's story: one row for each customer, those whose change is below zero, the greatest loss first."""
    tea = [one for one in LINES if one["product_id"] in (1, 2) and one["customer_id"]]
    first, start = date(2026, 4, 1), date(2026, 1, 1)
    expected = {}
    for pk in {one["customer_id"] for one in tea}:
        mine = [one for one in tea if one["customer_id"] == pk]
        now = sum(one["amount_e4"] for one in mine if first <= one["day"] <= world.TODAY)
        before = sum(one["amount_e4"] for one in mine if start <= one["day"] <= start + timedelta(days=49))
        if now < before:
            expected[str(pk)] = (now - before) / 10_000
    pivot = asking(
        "net_sales", rows=["customer"], period={"preset": "this_quarter"}, compare="before",
        filters=[{"dimension": "category_1", "values": ["Tea"]}],
        having=[{"measure": 0, "of": "change", "op": "<", "value": 0}],
    )  # fmt: skip
    found = {line.key[0]: pivot.figure(line.key, (), 0).change for line in pivot.full_rows}
    assert expected
    assert found == {pk: pytest.approx(change) for pk, change in expected.items()}
    assert list(found.values()) == sorted(found.values())  # type: ignore[type-var]  # no change is missing
    assert pivot.figure((), (), 0).change == pytest.approx(sum(expected.values()))


def test_shares_and_running_totals(asking: Ask) -> None:
    by_month = asking("net_sales", rows=["month"], columns=["category_1"], show="running")
    months = [line.key for line in by_month.full_rows]
    so_far = 0.0
    for key in months:
        so_far += by_month.figure(key, ("Tea",), 0).value or 0
        assert by_month.shown(key, ("Tea",), 0) == pytest.approx(so_far)
    for show, row, column in (("share_total", (), ()), ("share_row", months[0], ()), ("share_column", (), ("Tea",))):
        pivot = asking("net_sales", rows=["month"], columns=["category_1"], show=show)
        value, whole = pivot.figure(months[0], ("Tea",), 0).value, pivot.figure(row, column, 0).value
        assert pivot.shown(months[0], ("Tea",), 0) == pytest.approx(value / whole)  # type: ignore[operator]
