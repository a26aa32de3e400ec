"""Every measure at every level, held against plain sums over the same rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.warehouse.questions.pivot import Pivot
from tests.warehouse.questions import world

Ask = Callable[..., Pivot]
Row = dict[str, Any]
LINES = [one for one in world.lines() if one["currency"] == "THB"]
HEADS = [one for one in world.purchases() if one["currency"] == "THB"]
CUSTOMERS = {one["customer_id"]: one for one in world.customers()}
PRODUCTS = {one["product_id"]: one for one in world.PRODUCTS}


def sold(rows: list[Row]) -> list[Row]:
    return [one for one in rows if one["kind"] == "sale"]


def money(rows: list[Row]) -> float:
    return float(sum(one["amount_e4"] for one in rows)) / 10_000


def distinct(rows: list[Row], name: str) -> int:
    return len({one[name] for one in rows if one[name] is not None})


def share(top: float, bottom: float) -> float | None:
    return top / bottom if bottom else None


PLAIN: dict[str, Callable[[list[Row]], float | None]] = {
    "net_sales": money,
    "gross_sales": lambda rows: money(sold(rows)),
    "returns": lambda rows: money(sold(rows)) - money(rows),
    "return_share": lambda rows: share(money(sold(rows)) - money(rows), money(sold(rows))),
    "quantity": lambda rows: sum(one["quantity_e4"] for one in rows) / 10_000,
    "purchases": lambda rows: distinct(sold(rows), "purchase_id"),
    "buyers": lambda rows: distinct(sold(rows), "customer_id"),
    "average_basket": lambda rows: share(money(sold(rows)), distinct(sold(rows), "purchase_id")),
    "purchases_per_buyer": lambda rows: share(
        distinct([one for one in sold(rows) if one["customer_id"]], "purchase_id"), distinct(sold(rows), "customer_id")
    ),
    "sales_per_buyer": lambda rows: share(
        money([one for one in rows if one["customer_id"]]), distinct(sold(rows), "customer_id")
    ),
    "lines_per_purchase": lambda rows: share(len(sold(rows)), distinct(sold(rows), "purchase_id")),
    "products": lambda rows: distinct(sold(rows), "product_id"),
    "discount": lambda rows: sum(one["discount_e4"] for one in sold(rows)) / 10_000,
    "discount_share": lambda rows: share(
        sum(one["discount_e4"] for one in sold(rows)),
        sum(one["discount_e4"] + one["amount_e4"] for one in sold(rows)),
    ),
}
DIMENSIONS: dict[str, Callable[[Row], str | None]] = {
    "month": lambda one: one["day"].replace(day=1).isoformat(),
    "channel": lambda one: one["channel"] or None,
    "category_1": lambda one: str(PRODUCTS[one["product_id"]]["category_1"]),
    "category": lambda one: " / ".join(
        name for n in (1, 2, 3) if (name := str(PRODUCTS[one["product_id"]][f"category_{n}"]))
    ),
    "province": lambda one: (CUSTOMERS[one["customer_id"]]["province"] or None) if one["customer_id"] else None,
}


def held(pivot: Pivot, rows: list[str], columns: list[str], measure: str) -> None:
    assert {line.key for line in pivot.full_rows} == {tuple(DIMENSIONS[d](one) for d in rows) for one in LINES}
    for row in pivot.rows:
        for column in pivot.columns:
            chosen = [
                one
                for one in LINES
                if all(DIMENSIONS[d](one) == key for d, key in zip(rows, row.key, strict=False))
                and all(DIMENSIONS[d](one) == key for d, key in zip(columns, column.key, strict=False))
            ]
            expected = PLAIN[measure](chosen)
            found = pivot.figure(row.key, column.key, 0).value
            assert found == (None if expected is None else pytest.approx(expected, abs=1e-9)), (row.key, column.key)


@pytest.mark.parametrize("measure", PLAIN)
def test_a_measure_is_right_in_the_whole(asking: Ask, measure: str) -> None:
    assert asking(measure).figure((), (), 0).value == pytest.approx(PLAIN[measure](LINES))


@pytest.mark.parametrize("measure", PLAIN)
def test_a_measure_is_right_by_month_without_the_lines(asking: Ask, measure: str) -> None:
    held(asking(measure, rows=["month"]), ["month"], [], measure)


@pytest.mark.parametrize("measure", PLAIN)
def test_a_measure_is_right_at_every_level_of_three_dimensions(asking: Ask, measure: str) -> None:
    rows, columns = ["month", "category_1"], ["channel"]
    held(asking(measure, rows=rows, columns=columns), rows, columns, measure)


def test_a_category_stands_with_its_levels_whatever_their_number(asking: Ask) -> None:
    pivot = asking("net_sales", rows=["category"])
    held(pivot, ["category"], [], "net_sales")
    assert {line.key for line in pivot.full_rows} >= {("Tea / Green",), ("Coffee",)}


@pytest.mark.parametrize("measure", ["net_sales", "buyers", "average_basket"])
def test_what_is_not_known_is_a_row_of_its_own(asking: Ask, measure: str) -> None:
    pivot = asking(measure, rows=["province"])
    held(pivot, ["province"], [], measure)
    assert pivot.rows[-2].key == (None,) or measure != "net_sales" or (None,) in {line.key for line in pivot.rows}


def test_the_total_counts_rows_that_are_not_shown(asking: Ask) -> None:
    for measure in ("net_sales", "buyers"):
        pivot = asking(measure, rows=["customer"], limit=3, sort={"measure": 0, "of": "value", "descending": True})
        assert len(pivot.full_rows) == 3
        assert pivot.has_more
        named = [one for one in LINES if one["customer_id"]]
        assert pivot.figure((), (), 0).value == pytest.approx(PLAIN[measure](named))


def test_segments_overlap_and_the_whole_counts_everybody_once(asking: Ask) -> None:
    pivot = asking("customers", rows=["segment"])
    members = {s: {m["customer_id"] for m in world.memberships() if m["segment_id"] == s} for s in (1, 2)}
    assert pivot.figure(("1",), (), 0).value == len(members[1])
    assert pivot.figure(("2",), (), 0).value == len(members[2])
    assert len(members[1]) + len(members[2]) > len(members[1] | members[2])
    assert pivot.figure((), (), 0).value == len(CUSTOMERS)


def test_a_condition_on_two_segments_counts_nobody_twice(asking: Ask) -> None:
    among = [{"dimension": "segment", "values": ["1", "2"]}]
    members = {m["customer_id"] for m in world.memberships()}
    assert asking("customers", filters=among).figure((), (), 0).value == len(members)
    bought = [one for one in LINES if one["customer_id"] in members]
    assert asking("net_sales", filters=among).figure((), (), 0).value == pytest.approx(money(bought))


def test_scores_are_summed_and_divided_by_those_who_have_one(asking: Ask) -> None:
    pivot = asking("customers", "lifetime_value", "mean_lifetime_value", "p_alive", rows=["tier"])
    scored = {one["customer_id"]: one for one in world.scores()}
    for tier in ("most_valuable", "migrator", None):
        people = [scored.get(pk, {}) for pk in CUSTOMERS if scored.get(pk, {}).get("tier") == tier]
        values = [one["lifetime_value_e4"] / 10_000 for one in people if one.get("lifetime_value_e4") is not None]
        alive = [one["p_alive"] for one in people if one.get("p_alive") is not None]
        found = [pivot.figure((tier,), (), n).value for n in range(4)]
        assert found[0] == len(people)
        assert found[1] == pytest.approx(sum(values))
        assert found[2] == (pytest.approx(sum(values) / len(values)) if values else None)
        assert found[3] == (pytest.approx(sum(alive) / len(alive)) if alive else None)


def test_age_is_whole_years_reached_on_the_birthday(asking: Ask) -> None:
    pivot = asking("customers", rows=["age_band"])
    expected: dict[str | None, int] = {}
    for one in CUSTOMERS.values():
        born, band = one["birth_date"], None
        if born is not None:
            age = world.TODAY.year - born.year - ((world.TODAY.month, world.TODAY.day) < (born.month, born.day))
            band = str(max(low for low in (0, 18, 25, 35, 45, 55, 65) if low <= age))
        expected[band] = expected.get(band, 0) + 1
    assert {line.key[0]: pivot.figure(line.key, (), 0).value for line in pivot.full_rows} == expected


def test_an_attribute_of_ones_own_splits_like_any_other(asking: Ask) -> None:
    pivot = asking("customers", rows=["fact:x_size"])
    assert {line.key[0]: pivot.figure(line.key, (), 0).value for line in pivot.full_rows} == {"small": 6, None: 6}


def test_measures_of_several_facts_stand_side_by_side(asking: Ask) -> None:
    pivot = asking("net_sales", "new_customers", rows=["month"], period={"preset": "last_12_months"})
    arrived = [one for one in CUSTOMERS.values() if one["created_on"].isoformat()[:7] == "2025-12"]
    december = [one for one in LINES if one["day"].isoformat()[:7] == "2025-12"]
    assert pivot.figure(("2025-12-01",), (), 0).value == pytest.approx(money(december))
    assert pivot.figure(("2025-12-01",), (), 1).value == len(arrived)
