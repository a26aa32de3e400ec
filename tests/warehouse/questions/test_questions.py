from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from idic.warehouse.asking.desk import Desk
from idic.warehouse.asking.errors import QuestionRefused, TooMuch
from idic.warehouse.questions import answering
from idic.warehouse.questions.errors import (
    DimensionTwice,
    DimensionUnfit,
    NothingMeasured,
    PeriodMalformed,
    TooManyParts,
    UnknownPart,
)
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.reading import read_question
from tests.warehouse.questions import world

Ask = Callable[..., Pivot]
LINES = [one for one in world.lines() if one["currency"] == "THB"]


def test_a_question_is_written_back_as_it_was_read() -> None:
    stored = {
        "measures": ["net_sales", "buyers"], "rows": ["province", "month"], "columns": ["category_1"],
        "filters": [{"dimension": "province", "op": "is_not", "values": ["Bangkok", None]}],
        "period": {"preset": "this_quarter"}, "compare": "before",
        "having": [{"measure": 1, "of": "change", "op": "<", "value": 2.0}],
        "sort": {"measure": 0, "of": "change", "descending": False}, "limit": 50, "show": "share_row",
        "subtotals": False, "chart": "heatmap", "snapshot": "",
    }  # fmt: skip
    assert read_question(stored).stored() == stored


@pytest.mark.parametrize(
    ("stored", "error"),
    [
        ({}, NothingMeasured),
        ({"measures": ["nett"]}, UnknownPart),
        ({"measures": "net_sales"}, UnknownPart),
        ({"measures": ["net_sales"], "rows": ["colour"]}, UnknownPart),
        ({"measures": ["net_sales"], "rows": ["month", "month"]}, DimensionTwice),
        ({"measures": ["net_sales"], "rows": ["month", "place"], "columns": ["sex", "channel"]}, TooManyParts),
        ({"measures": ["customers"], "rows": ["month"]}, DimensionUnfit),
        ({"measures": ["net_sales", "tasks_done"], "rows": ["place"]}, DimensionUnfit),
        ({"measures": ["new_customers"], "filters": [{"dimension": "product", "values": ["1"]}]}, DimensionUnfit),
        ({"measures": ["net_sales"], "period": {"preset": "soon"}}, UnknownPart),
        ({"measures": ["net_sales"], "period": {"preset": "between", "from": "2026-02-01", "to": "2026-01-01"}}, PeriodMalformed),
        ({"measures": ["net_sales"], "having": [{"measure": 4, "op": "<", "value": 1}]}, UnknownPart),
        ({"measures": ["net_sales"], "having": [{"measure": 0, "op": "; drop", "value": 1}]}, UnknownPart),
        ({"measures": ["net_sales"], "filters": [{"dimension": "month", "values": []}]}, UnknownPart),
        ({"measures": ["net_sales"], "limit": "many"}, UnknownPart),
        ({"measures": ["net_sales"], "snapshot": "../../etc"}, UnknownPart),
        ({"measures": ["net_sales"], "filters": "province"}, UnknownPart),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_says_why(stored: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        read_question(stored)
    assert len(str(caught.value)) > 15


def cut(**changes: Any) -> str:
    return json.dumps(json.loads(world.WHOLE) | changes)


def test_a_team_reads_its_own_customers_and_those_of_nobody(asking: Ask) -> None:
    team = {"scope": "team", "user_id": 99, "team_id": 1}
    mine = {one["customer_id"] for one in world.customers() if one["team_id"] == 1}
    pivot = asking("net_sales", "buyers", cut=cut(customers=team, purchases=team))
    bought = [one for one in LINES if one["customer_id"] in mine]
    assert pivot.figure((), (), 0).value == pytest.approx(sum(one["amount_e4"] for one in bought) / 10_000)
    assert pivot.figure((), (), 1).value == len({one["customer_id"] for one in bought if one["kind"] == "sale"})


def test_what_is_withheld_is_refused_by_the_engine_too(asking: Ask) -> None:
    with pytest.raises(QuestionRefused) as caught:
        asking("net_sales", rows=["tier"], cut=cut(withheld=["scores"]))
    assert caught.value.code == "withheld"


def test_a_masked_birth_date_tells_the_year_only(asking: Ask) -> None:
    whole, masked = (
        asking("customers", rows=["age_band"]),
        asking("customers", rows=["age_band"], cut=cut(columns={"birth_date": "masked"})),
    )
    assert masked.figure((), (), 0).value == whole.figure((), (), 0).value
    hidden = asking("customers", rows=["age_band"], cut=cut(columns={"birth_date": "hidden"}))
    assert [line.key for line in hidden.full_rows] == [(None,)]


def test_an_answer_is_kept_for_the_same_question_of_the_same_reader_only(desk: Desk) -> None:
    def body(**changes: Any) -> dict[str, Any]:
        question = {"measures": ["net_sales"], "rows": ["month"]}
        return {"question": question, "cut": world.WHOLE, "today": "2026-05-20", "currency": "THB"} | changes

    with desk.within(60):
        first = answering.answer(body(), desk)
        assert answering.answer(body(), desk) is first
        looks = {"measures": ["net_sales"], "rows": ["month"], "chart": "bar"}
        assert answering.answer(body(question=looks), desk) is first
        own = {"scope": "own", "user_id": 7, "team_id": None}
        assert answering.answer(body(cut=cut(customers=own, purchases=own)), desk) is not first
        assert answering.answer(body(today="2026-05-21"), desk) is not first


def test_a_new_snapshot_is_read_at_once_and_the_old_one_by_its_name(desk: Desk, asking: Ask) -> None:
    folder = desk.configuration.warehouse_folder
    old = (folder / "current").read_text()
    before = asking("net_sales").figure((), (), 0).value
    try:
        world.write(folder, name="20260521T000000000000-000002", extra=500_000)
        assert asking("net_sales").figure((), (), 0).value == pytest.approx(before + 50)  # type: ignore[operator]
        assert asking("net_sales", snapshot=old).figure((), (), 0).value == before
    finally:
        (folder / "current").write_text(old)


def test_a_snapshot_that_is_not_kept_is_refused(asking: Ask) -> None:
    with pytest.raises(QuestionRefused) as caught:
        asking("net_sales", snapshot="20200101T000000000000-000001")
    assert caught.value.code == "snapshot_gone"


def test_more_cells_than_can_be_shown_are_refused_with_the_limit(asking: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "MOST_CELLS", 3)
    with pytest.raises(TooMuch) as caught:
        asking("net_sales", rows=["month"], columns=["place"], period={"preset": "last_24_months"})
    assert caught.value.limit == 3


def test_what_the_snapshot_does_not_hold_is_told(asking: Ask) -> None:
    with pytest.raises(QuestionRefused) as caught:
        asking("net_sales", rows=["churn_band"])
    assert caught.value.code == "not_in_snapshot"


def test_values_are_never_read_as_a_statement(asking: Ask) -> None:
    nasty = "Bangkok' OR 1=1 --"
    pivot = asking("net_sales", filters=[{"dimension": "province", "values": [nasty]}])
    assert pivot.is_empty
    assert not asking("net_sales", filters=[{"dimension": "province", "op": "contains", "values": ["bang"]}]).is_empty
    assert asking("net_sales", filters=[{"dimension": "province", "op": "contains", "values": ["%"]}]).is_empty
