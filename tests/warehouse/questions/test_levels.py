"""Figures made from numbered cells, held against the plain expression of the same question, to the last ten-thousandth."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from idic.warehouse.asking.desk import Desk
from idic.warehouse.asking.errors import TooMuch
from idic.warehouse.questions import answering, coding, gathering
from idic.warehouse.questions.compiling import compile_question
from idic.warehouse.questions.reading import read_question
from idic.warehouse.questions.rows import Source
from tests.warehouse.questions import world

OLD, NEW = "20260101T000000000000-000001", "20260401T000000000000-000002"
TODAY = date(2026, 3, 31)
TEAM = {"scope": "team", "user_id": 7, "team_id": 1}
CUTS = {
    "whole": world.WHOLE,
    "masked": json.dumps(json.loads(world.WHOLE) | {"columns": {"province": "masked", "birth_date": "masked"}}),
    "team": json.dumps(json.loads(world.WHOLE) | {"customers": TEAM, "purchases": TEAM}),
    # reads all purchases and some customers: the others are not known
    "mixed": json.dumps(json.loads(world.WHOLE) | {"customers": TEAM}),
}
QUESTIONS: dict[str, dict[str, Any]] = {
    "sums": {"measures": ["net_sales", "quantity"], "rows": ["month", "province"], "columns": ["category_1"]},
    "own": {"measures": ["net_sales", "discount"], "rows": ["place"], "columns": ["channel", "payment_kind"]},
    "buyers": {"measures": ["buyers"], "rows": ["month"], "columns": ["category_1", "channel"]},
    "buyers down": {"measures": ["buyers", "products"], "rows": ["month", "province", "channel"]},
    "buyers across": {"measures": ["buyers"], "columns": ["place", "weekday"]},
    "heads": {"measures": ["buyers", "purchases", "net_sales"], "rows": ["week"], "columns": ["sex"]},
    "all of it": {"measures": ["average_basket", "sales_per_buyer"], "rows": ["quarter"], "columns": ["age_band", "tier"]},
    "compared": {
        "measures": ["net_sales", "buyers", "purchases"], "rows": ["month"], "columns": ["province"],
        "period": {"preset": "between", "from": "2025-07-03", "to": "2026-03-31"}, "compare": "year",
    },
    "the time before": {
        "measures": ["buyers"], "rows": ["day", "channel"], "period": {"preset": "last_30_days"}, "compare": "before",
    },
    "without subtotals": {
        "measures": ["buyers", "net_sales"], "rows": ["category", "tier"], "columns": ["month"], "subtotals": False,
    },
    "filtered": {
        "measures": ["buyers", "net_sales"], "rows": ["province"], "columns": ["category_2"],
        "filters": [
            {"dimension": "province", "op": "is_not", "values": ["Bangkok", None]},
            {"dimension": "segment", "op": "is", "values": ["1"]},
        ],
    },
    "two facts": {"measures": ["net_sales", "new_customers"], "rows": ["month"], "columns": ["province"]},
    "attributes": {"measures": ["buyers", "net_sales"], "rows": ["fact:x_size"], "columns": ["known_since"]},
    "people": {"measures": ["customers", "lifetime_value"], "rows": ["tier", "province"], "columns": ["sex"]},
}  # fmt: skip


def invented(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Numbers of customers lie far apart; some bought and stand nowhere, some products are unknown."""
    by = random.Random(seed)
    numbers = [*by.sample(range(-5, 4_000), 60), 2_000_000, 2_000_001]
    customers = [
        {
            "customer_id": number, "kind": "person", "sex": by.choice(["female", "male", ""]),
            "birth_date": by.choice([None, date(1950, 1, 1) + timedelta(days=by.randrange(25_000))]),
            "language": "th", "country": "TH", "province": by.choice(["Bangkok", "เชียงใหม่", "", "Phuket", "台北", None]),
            "facts": json.dumps(by.choice([{}, {"x_size": "small"}, {"x_size": ""}, {"x_size": 3}])),
            "created_on": date(2025, 1, 1) + timedelta(days=by.randrange(450)),
            "owner_id": by.choice([None, 7, 8]), "team_id": by.choice([None, 1, 2]), "record_count": 1,
        }
        for number in numbers
    ]  # fmt: skip
    purchases = [
        {
            "purchase_id": number,
            "customer_id": None if by.random() < 0.15 else 77_777 if by.random() < 0.05 else by.choice(numbers),
            "kind": by.choice(["sale", "sale", "sale", "return"]),
            "day": date(2024, 6, 1) + timedelta(days=by.randrange(669)), "currency": "USD" if number % 40 == 0 else "THB",
            "place": by.choice(["Siam", "Ari", "", None]), "channel": by.choice(["shop", "online", ""]),
            "payment_kind": by.choice(["cash", "card"]), "minute": 0,
        }
        for number in range(600)
    ]  # fmt: skip
    lines: list[dict[str, Any]] = [
        {
            **{name: value for name, value in one.items() if name != "minute"},
            "product_id": by.choice([1, 2, 3, 3, 99]), "quantity_e4": 10_000 * by.randrange(1, 4),
            "discount_e4": by.randrange(9_999), "amount_e4": by.randrange(-(10**12), 10**12),
        }
        for one in purchases
        for _line in range(by.randrange(1, 4))
    ]  # fmt: skip
    for one in purchases:
        own = [line for line in lines if line["purchase_id"] == one["purchase_id"]]
        one |= {"total_e4": sum(line["amount_e4"] for line in own), "line_count": len(own)}
    scores = [
        {"customer_id": number, "tier": by.choice(["most_valuable", "migrator", ""]), "lifetime_value_e4": value}
        for number in numbers[::2]
        for value in [by.choice([None, by.randrange(10**9)])]
    ]
    memberships = [{"customer_id": number, "segment_id": s} for number in numbers for s in (1, 2) if by.random() < 0.4]
    return {
        "customers": customers, "purchases": purchases, "sales": lines, "scores": scores, "memberships": memberships,
        "products": world.PRODUCTS,
    }  # fmt: skip


def write(folder: Path, name: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    target = folder / "snapshots" / name
    target.mkdir(parents=True)
    for table, rows in tables.items():
        world.write_table(target, table, rows)
    manifest = {"watermark": 1, "rows": {table: len(rows) for table, rows in tables.items()}}
    (target / "manifest.json").write_text(json.dumps(manifest))
    (folder / "current").write_text(name)


@pytest.fixture(scope="module", params=[0, pytest.param(1, marks=pytest.mark.slow)])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    home = tmp_path_factory.mktemp("levels")
    for number, name in enumerate((OLD, NEW)):
        write(home / "warehouse", name, invented(10 * request.param + number))
    return Desk(dataclasses.replace(settings.CONFIGURATION, home=home))


def source_of(desk: Desk, stored: dict[str, Any], cut: str = "whole") -> Source:
    question = read_question(stored)
    snapshot = desk.snapshot(question.snapshot or None)
    newest = desk.snapshot() if question.snapshot else None
    return Source(question, desk.star(snapshot), answering.read_cut(CUTS[cut]), TODAY, "THB", newest)


def _day(value: Any) -> Any:
    """The engine may give a moment for a month."""
    told = str(value) if isinstance(value, date) else value
    return told[:10] if isinstance(told, str) and re.match(r"\d{4}-\d\d-\d\d", told) else told


def lines_of(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> dict[Any, Any]:
    """The order of the lines says nothing."""
    told = {}
    for row in rows:
        line = dict(zip(columns, (_day(one) for one in row), strict=True))
        key = tuple((name, value) for name, value in line.items() if name[1] != "_")
        assert key not in told
        told[key] = {name: value for name, value in line.items() if name[1] == "_"}
    return told


def from_cells(desk: Desk, source: Source) -> dict[Any, Any]:
    with desk.within(60), desk.at_work(source.star) as work:
        found = answering._from_cells(source, work)
    return lines_of(found["columns"], found["rows"])


def plainly(desk: Desk, source: Source) -> dict[Any, Any]:
    with desk.within(60):
        found = desk.rows(source.star, compile_question(source))
    return lines_of(found.columns, found.rows)


@pytest.mark.parametrize(
    ("name", "cut"),
    [*((name, cut) for name in QUESTIONS for cut in ("whole", "mixed")), ("sums", "masked"), ("buyers down", "team")],
)
def test_every_level_is_as_the_plain_expression_has_it(desk: Desk, name: str, cut: str) -> None:
    source = source_of(desk, QUESTIONS[name], cut)
    assert from_cells(desk, source) == plainly(desk, source)


@pytest.mark.parametrize(("cut", "period"), [("whole", "all"), ("team", "last_12_months")])
@pytest.mark.parametrize("name", ["sums", "buyers", "heads"])
def test_an_older_snapshot_is_numbered_as_it_was(desk: Desk, name: str, cut: str, period: str) -> None:
    source = source_of(desk, QUESTIONS[name] | {"snapshot": OLD, "period": {"preset": period}}, cut)
    assert from_cells(desk, source) == plainly(desk, source)


def test_records_beyond_one_table_are_found_in_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "PIECE", 900_000)
    for name in ("sums", "buyers down"):
        source = source_of(desk, QUESTIONS[name])
        with desk.within(60), desk.at_work(source.star) as work:
            codes = coding.codes_for(source, work)["province"]
        assert isinstance(codes, coding.ByNumber)
        assert len(codes.pieces) == 3
        assert from_cells(desk, source) == plainly(desk, source)


def test_records_too_far_apart_and_too_many_values_are_left_to_the_engine(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coding, "PIECE", 1_000)
    source = source_of(desk, QUESTIONS["sums"])
    with desk.within(60), desk.at_work(source.star) as work:
        assert "province" not in coding.codes_for(source, work)
    assert from_cells(desk, source) == plainly(desk, source)
    with pytest.raises(TooMuch):
        from_cells(desk, source_of(desk, QUESTIONS["buyers down"]))
    monkeypatch.setattr(coding, "MOST_VALUES", 2)
    assert from_cells(desk, source) == plainly(desk, source)


@pytest.mark.parametrize("spare", [0, 1_000_000])
def test_sorted_or_marked_it_is_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch, spare: int) -> None:
    monkeypatch.setattr(gathering, "_SPARE", spare)
    for name in ("buyers", "buyers across", "without subtotals"):
        source = source_of(desk, QUESTIONS[name])
        assert from_cells(desk, source) == plainly(desk, source)


@pytest.mark.parametrize("name", ["sums", "buyers", "heads"])
def test_where_nothing_was_sold_there_is_no_line_but_the_whole(desk: Desk, name: str) -> None:
    nobody = {"filters": [{"dimension": "place", "op": "is", "values": ["nowhere"]}]}
    source = source_of(desk, QUESTIONS[name] | nobody)
    with desk.within(60), desk.at_work(source.star) as work:
        assert not answering._from_cells(source, work)["rows"]


def test_what_cannot_be_numbered_is_answered_all_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Callable[[], Any] = lambda: answering._run(source_of(desk, QUESTIONS["buyers"]), desk)  # noqa: E731
    with desk.within(60):
        numbered = asked()
        monkeypatch.setattr(coding, "MOST_PLACES", 1)
        plain = asked()
    assert lines_of(numbered["columns"], numbered["rows"]) == lines_of(plain["columns"], plain["rows"])
