"""The feature mart on a small star, and the proof that nothing of the future enters it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import ibis
import pyarrow as pa
import pytest

from idic.warehouse.marts.features import FeatureWindow, category_spend, feature_table

T0 = date(2026, 6, 1)
WINDOW = FeatureWindow(T0, 365)


def day(before: int) -> date:
    return T0 - timedelta(days=before)


def _purchase(pk: int, customer: int | None, before: int, total: int, **more: Any) -> dict[str, Any]:
    return {
        "purchase_id": pk, "customer_id": customer, "kind": "sale", "day": day(before), "currency": "THB",
        "channel": "till", "place": "A", "total_e4": total * 10_000, **more,
    }  # fmt: skip


PURCHASES = [
    _purchase(1, 1, 120, 100), _purchase(2, 1, 60, 300, channel="web"), _purchase(3, 1, 30, 100),
    # on the day itself and after it: the future
    _purchase(4, 1, 0, 999), _purchase(5, 1, -20, 999),
    _purchase(6, 2, 400, 50), _purchase(7, 2, 10, 50, currency="USD"), _purchase(8, None, 5, 70),
]  # fmt: skip
SALES = [
    {**{name: one[name] for name in ("purchase_id", "customer_id", "kind", "day", "currency")}, "product_id": product,
     "amount_e4": amount * 10_000, "discount_e4": discount * 10_000}
    for one, product, amount, discount in (
        (PURCHASES[0], 1, 100, 0), (PURCHASES[1], 1, 200, 50), (PURCHASES[1], 2, 100, 0), (PURCHASES[2], 2, 100, 50),
        (PURCHASES[3], 3, 999, 0),
    )
]  # fmt: skip
CONTACTS = [
    {"customer_id": 1, "source": "follow_up", "day": day(40), "due_on": day(10), "done_on": None},
    # done only after the morning of T0: open on it
    {"customer_id": 1, "source": "follow_up", "day": day(20), "due_on": day(-5), "done_on": day(-2)},
    {"customer_id": 1, "source": "call", "day": day(15), "due_on": None, "done_on": day(15)},
    {"customer_id": 1, "source": "call", "day": day(-3), "due_on": None, "done_on": day(-3)},
]
CAMPAIGNS = [
    {"campaign_id": 1, "code": "a", "customer_id": 1, "starts_on": day(50), "redeemed_on": day(-1)},
    {"campaign_id": 1, "code": "a", "customer_id": 1, "starts_on": day(50), "redeemed_on": day(-1)},
    {"campaign_id": 2, "code": "b", "customer_id": 1, "starts_on": day(90), "redeemed_on": day(80)},
]
CUSTOMERS = [
    {"customer_id": 1, "kind": "person", "sex": "female", "birth_date": date(1986, 6, 1)},
    {"customer_id": 2, "kind": "organisation", "sex": None, "birth_date": None},
]
PRODUCTS = [{"product_id": pk, "category_1": name} for pk, name in ((1, "Tea"), (2, "Milk"), (3, "Bread"))]
ROWS = {
    "customers": CUSTOMERS, "purchases": PURCHASES, "sales": SALES, "contacts": CONTACTS,
    "campaign_contacts": CAMPAIGNS, "products": PRODUCTS,
}  # fmt: skip


class Star:
    def __init__(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        self.engine = ibis.duckdb.connect()
        for name, given in rows.items():
            self.engine.con.register(name, pa.Table.from_pylist(given, schema=_schema(name)))

    def table(self, name: str) -> Any:
        return self.engine.table(name)


def _schema(name: str) -> pa.Schema:
    found = pa.Table.from_pylist(ROWS[name]).schema
    # a column that is empty everywhere is of days
    return pa.schema([pa.field(one.name, pa.date32() if pa.types.is_null(one.type) else one.type) for one in found])


@pytest.fixture
def star() -> Iterator[Star]:
    found = Star(ROWS)
    yield found
    found.engine.disconnect()


def test_what_was_known_on_the_morning_is_told(star: Star) -> None:
    one, two = feature_table(star.table, WINDOW, currency="THB").to_pylist()
    assert (one["recency_days"], one["frequency"], one["spend"]) == (30, 3, 500)
    assert (one["median_gap"], round(one["gap_ratio"], 4)) == (45, round(30 / 45, 4))
    assert (one["frequency_trend"], one["spend_trend"]) == (2, 4)
    assert (one["categories"], one["channels"]) == (2, 2)
    assert round(one["discount_share"], 4) == round(100 / 600, 4)
    assert (one["contacts"], one["open_follow_ups"], one["overdue_follow_ups"]) == (1, 2, 1)
    assert (one["campaigns_got"], one["campaigns_redeemed"]) == (2, 1)
    assert (round(one["age"]), one["is_female"], one["is_organisation"]) == (40, 1, 0)
    assert two["recency_days"] is None
    assert (two["frequency"], two["is_organisation"], two["tenure_days"]) == (0, 1, 365)


def test_who_spends_less_than_others_than_before_has_fallen_a_tier() -> None:
    """Before: 10 to 50, one of each. Lately the one of 50 spends least, the one of 40 nothing, a new one most."""
    early = {1: 10, 2: 20, 3: 30, 4: 40, 5: 50}
    late = {1: 20, 2: 20, 3: 30, 5: 10, 6: 90}
    purchases = [
        _purchase(10 * span + customer, customer, before, total)
        for span, (before, told) in enumerate(((200, early), (20, late)))
        for customer, total in told.items()
    ]
    customers = [{**CUSTOMERS[0], "customer_id": number} for number in range(1, 8)]
    star = Star({**ROWS, "purchases": purchases, "customers": customers})
    rows = feature_table(star.table, WINDOW, currency="THB").to_pylist()
    star.engine.disconnect()
    # lately 10 is the first fifth, 20 twice the second, 30 the fourth, 90 the fifth
    assert [row["tier_change"] for row in rows] == [1, 0, 1, -4, -4, None, None]


def test_nothing_changes_when_all_later_rows_are_deleted(star: Star) -> None:
    """The leakage test: a feature that looks ahead differs."""
    before = {
        **ROWS,
        "purchases": [one for one in PURCHASES if one["day"] < T0],
        "sales": [one for one in SALES if one["day"] < T0],
        "contacts": [
            {**one, "done_on": one["done_on"] if one["done_on"] and one["done_on"] < T0 else None}
            for one in CONTACTS
            if one["day"] < T0
        ],
        "campaign_contacts": [
            {**one, "redeemed_on": one["redeemed_on"] if one["redeemed_on"] < T0 else None}
            for one in CAMPAIGNS
            if one["starts_on"] < T0
        ],
    }
    assert sum(map(len, before.values())) < sum(map(len, ROWS.values()))
    past = Star(before)
    assert feature_table(star.table, WINDOW, currency="THB").equals(feature_table(past.table, WINDOW, currency="THB"))


def test_spend_by_category_leaves_out_what_came_later(star: Star) -> None:
    rows = category_spend(star.table, WINDOW, currency="THB").to_pyarrow().to_pylist()
    assert {(one["customer_id"], one["category"]): one["spend"] for one in rows} == {(1, "Tea"): 300, (1, "Milk"): 200}
