import pytest

from idic.doors.web.behaviour.network import net
from tests.analyses import RESULTS


def pair(first: str, second: str, lift: float, **more: float) -> dict[str, object]:
    return {"a": [first], "b": [second], "count": 50, "support": 0.05, "confidence": 0.4, "lift": lift, **more}


def test_dots_are_as_large_as_their_receipts_and_lines_as_thick_as_the_lift() -> None:
    picture = net({"receipts": 1000, "rules": [pair("Tea", "Biscuits", 2.0), pair("Tea", "Milk", 8.0)]}, str)
    assert picture is not None
    (series,) = picture.option["series"]
    # 5 % of receipts with both at confidence .4: 12.5 % hold tea; lift 2 at confidence .4: 20 % hold biscuits
    assert {node["name"]: node["value"] for node in series["data"]} == {
        "Tea": "12.5% of receipts", "Biscuits": "20% of receipts", "Milk": "5% of receipts",
    }  # fmt: skip
    sizes = {node["name"]: node["symbolSize"] for node in series["data"]}
    assert sizes["Biscuits"] > sizes["Tea"] > sizes["Milk"]
    assert [link["lineStyle"]["width"] for link in series["links"]] == [1.0, 7.0]
    assert picture.table.rows[0] == ("Tea", "Biscuits", 2.0, 50, 125, 200)


def test_a_single_pair_needs_no_net_and_forty_are_enough() -> None:
    assert net({"receipts": 1000, "rules": RESULTS["baskets"]["rules"][:1]}, str) is None
    assert net({"receipts": 1000, "rules": [{**pair("a", "b", 2.0), "a": ["x", "y"]}] * 3}, str) is None
    many = [pair("Tea", f"Thing {number}", 2.0) for number in range(60)]
    picture = net({"receipts": 1000, "rules": many}, str)
    assert picture is not None
    assert len(picture.option["series"][0]["links"]) == 40
    assert len({one["symbolSize"] for one in picture.option["series"][0]["data"]}) == 2
    assert picture.option["series"][0]["links"][0]["lineStyle"]["width"] == pytest.approx(4.0)
