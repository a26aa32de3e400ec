from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from idic.doors.web.places.layout import layout_of
from idic.doors.web.questions.maps import map_drawn, may_be_map, suits_map
from idic.warehouse.operations.dashboards import add_tile, create_dashboard
from idic.warehouse.operations.questions import save_question
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.question import Question
from idic.warehouse.questions.reading import read_question

pytestmark = pytest.mark.xdist_group("questions")

SignIn = Callable[[str], Client]
#: As records may name them: two spellings of Bangkok, one place abroad, one nowhere.
SOLD = {"กรุงเทพมหานคร": 300, "Bangkok": 100, "เชียงใหม่": 50, "ภูเก็ต": 40, "台北市": 20, None: 10}


def answered(rows: list[str] | None = None, measure: str = "net_sales", **more: Any) -> Pivot:
    question = read_question({"measures": [measure], "rows": rows or ["province"], **more})
    atoms = sorted({f"a_{atom}" for one in question.measures for atom in one.atoms})
    lines = [[1, 0, place, *[amount * 10_000 for _atom in atoms]] for place, amount in SOLD.items()]
    whole = [0, 0, None, *[sum(SOLD.values()) * 10_000 for _atom in atoms]]
    return Pivot(question, {"snapshot": "s", "columns": ["lr", "lc", "d0", *atoms], "rows": [*lines, whole]})


def to(question: Question) -> str:
    return ",".join(str(value) for one in question.filters for value in one.values)


def test_two_spellings_of_a_province_are_one_region_and_lead_to_both() -> None:
    pivot = answered()
    drawn = map_drawn(pivot, to)
    assert drawn is not None
    assert drawn.picture.option["series"][0]["map"] == "th"
    data = {one["name"]: one for one in drawn.picture.option["series"][0]["data"]}
    assert data["TH-10"]["value"] == 400
    assert set(data["TH-10"]["link"].split(",")) == {"กรุงเทพมหานคร", "Bangkok"}
    assert [row[0] for row in drawn.picture.table.rows] == ["Bangkok", "Chiang Mai", "Phuket"]
    assert drawn.picture.table.rows[0][2] == pytest.approx(400 / 490)


def test_what_lies_on_no_map_or_another_is_said() -> None:
    drawn = map_drawn(answered(), to)
    assert drawn is not None
    assert drawn.notes[0] == "Without a known place, and so on no map: ฿10."
    assert drawn.notes[1] == "On other maps: ฿20."


def test_a_ratio_is_that_of_the_sums_and_shares_add_up() -> None:
    basket = map_drawn(answered(measure="average_basket"), to)
    assert basket is not None
    assert basket.picture.option["series"][0]["data"][0]["value"] == pytest.approx(400 / 4_000_000)
    shares = map_drawn(answered(show="share_total"), to)
    assert shares is not None
    assert shares.picture.table.rows[0] == ("Bangkok", pytest.approx(400 / 520))
    assert shares.picture.table.forms[1] == "percent"


@pytest.mark.parametrize(
    ("more", "offered", "chosen"),
    [
        ({}, True, True),
        ({"rows": ["country"]}, True, False),
        ({"rows": ["country", "province"]}, True, False),
        ({"measure": "products"}, False, False),
        ({"columns": ["channel"]}, False, False),
        ({"rows": ["place"]}, False, False),
        ({"show": "running"}, False, False),
        ({"compare": "year", "period": {"preset": "this_year"}}, True, False),
    ],
)
def test_a_map_is_offered_for_places_alone_and_chosen_where_it_says_most(
    more: dict[str, Any], offered: bool, chosen: bool
) -> None:
    measure, rows = more.get("measure", "net_sales"), more.get("rows", ["province"])
    rest = {name: value for name, value in more.items() if name not in ("measure", "rows")}
    question = read_question({"measures": [measure], "rows": rows, **rest})
    assert may_be_map(question) is offered
    if offered and rows == ["province"]:
        assert suits_map(question, answered(**rest)) is chosen


def test_countries_lie_on_the_world() -> None:
    question = read_question({"measures": ["customers"], "rows": ["country"]})
    lines = [[1, 0, "TH", 5], [1, 0, "DE", 3], [1, 0, None, 1], [0, 0, None, 9]]
    layout = layout_of(Pivot(question, {"snapshot": "s", "columns": ["lr", "lc", "d0", "a_customers"], "rows": lines}))
    assert (layout.drawn, set(layout.regions), len(layout.nowhere)) == ("world", {"TH", "DE"}, 1)


@pytest.mark.usefixtures("figures")
def test_a_question_by_province_is_drawn_as_a_map_also_on_a_dashboard(signed_in: SignIn, cast: Any) -> None:
    client = signed_in("analyst")
    page = client.get("/questions/ask/?m=net_sales&r=province").content.decode()
    assert '"boundaryUrl"' in page
    assert '<option value="map"' in page
    assert "Outlines: svg-maps" in page
    assert '"boundaryUrl"' not in client.get("/questions/ask/?m=net_sales&r=province&chart=bar").content.decode()
    assert '<option value="map"' not in client.get("/questions/ask/?m=net_sales&r=place").content.decode()
    asked = read_question({"measures": ["net_sales"], "rows": ["province"], "chart": "map"})
    dashboard = create_dashboard(name="Morning", by=cast.analyst)
    tile = add_tile(dashboard, save_question(asked, name="Where", by=cast.analyst), by=cast.analyst)
    shown = client.get(reverse("dashboards:tile", args=[dashboard.pk, tile.pk])).content.decode()
    assert '"boundaryUrl"' in shown
    assert escape(f"/dashboards/{dashboard.pk}/?f1=province&f1v=Bangkok") in shown
