import json
from pathlib import Path
from typing import Any

import pytest

from idic.methods.normalise.addresses import Told, parse_address

_FILE = Path(__file__).parents[2] / "data" / "normalisation" / "addresses.json"
_ROWS: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
_PARTS = ("country", "admin1_code", "admin2", "admin3", "postcode", "house", "moo", "lane", "road", "room", "conflict")


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["raw"])
def test_an_address_is_read_into_its_levels(row: dict[str, Any]) -> None:
    found = parse_address(row["raw"])
    read = {name: getattr(found, name) for name in _PARTS if getattr(found, name)}
    assert read == {name: value for name, value in row.items() if name != "raw"}
    assert found.raw == row["raw"]


@pytest.mark.parametrize(
    ("line", "told", "code", "admin2", "house", "conflict"),
    [
        ("201/25 ถ.สุขุมวิท", Told("TH", "ชลบุรี", "ศรีราชา", "", "20110"), "TH-20", "ศรีราชา", "201/25", ""),
        ("201/25 ถ.สุขุมวิท", Told("TH", "นนทบุรี", "สามพราน", "", "11000"), "TH-12", "สามพราน", "201/25", "admin2_admin1"),
        ("99", Told("", "Chiang Mai", "อ.เมือง", "ต.สุเทพ", "50200"), "TH-50", "เมืองเชียงใหม่", "99", ""),
        ("1 Wireless Road", Told("TH", "Bangkok", "Pathum Wan District", "", "10330"), "TH-10", "ปทุมวัน", "1", ""),
        ("中山路3号", Told("CN", "成都市", "", "", "610041"), "CN-51", "成都市", "3", ""),
        ("", Told("CN", "Guangdong", "Shenzhen", "", "518000"), "CN-44", "深圳市", "", ""),
        ("", Told("CN", "Shenzhen", "", "", "100000"), "CN-44", "深圳市", "", "postcode_admin1"),
        ("信義路3號", Told("TW", "台北市", "信義區", "", "110"), "TW-TPE", "信義區", "3", ""),
        ("信義路3號", Told("TW", "臺北市", "信义区", "", "220"), "TW-TPE", "信義區", "3", "postcode_admin2"),
        ("No. 3, Sec. 1, Zhongzheng Rd.", Told("TW", "Taoyuan", "Zhongli", "", "320"), "TW-TAO", "中壢區", "3", ""),
    ],
)
def test_columns_of_their_own_go_before_the_line(
    line: str, told: Told, code: str, admin2: str, house: str, conflict: str
) -> None:
    found = parse_address(line, told)
    assert (found.admin1_code, found.admin2, found.house, found.conflict) == (code, admin2, house, conflict)


def test_a_postcode_that_contradicts_its_district_is_flagged_and_stays_as_it_was_written() -> None:
    found = parse_address("12 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 10110")
    assert (found.admin1, found.admin2, found.postcode) == ("เชียงใหม่", "เมืองเชียงใหม่", "10110")
    assert found.conflict == "postcode_admin1"


def test_a_postcode_of_large_receivers_is_no_conflict() -> None:
    assert parse_address("1 ถ.สีลม เขตบางรัก กทม. 10501").conflict == ""


def test_a_district_that_two_provinces_have_is_told_apart_by_its_postcode() -> None:
    assert parse_address("อ.เฉลิมพระเกียรติ 80190").admin1 == "นครศรีธรรมราช"
    assert parse_address("อ.เฉลิมพระเกียรติ").province is None


def test_a_road_or_a_bank_named_after_a_place_is_not_that_place() -> None:
    assert parse_address("河南中路5号").province is None
    assert parse_address("อาคารธนาคารกรุงเทพ ถ.ท่าแพ อ.เมือง จ.เชียงใหม่").admin1 == "เชียงใหม่"


def test_what_is_left_holds_neither_places_nor_postcode() -> None:
    assert parse_address("99/1 ถ.สุขุมวิท แขวงคลองตัน เขตคลองเตย กทม. 10110").rest == "99/1 ถ.สุขุมวิท"
    assert parse_address("110 臺北市信義區信義路五段7號").rest == "信義路五段7號"


@pytest.mark.parametrize("raw", ["", " ", "-", ",,,", "ไม่ระบุ", "无", "x" * 5000, "จ.", "路", "00000"])
def test_no_text_breaks_the_reader(raw: str) -> None:
    assert parse_address(raw).raw == raw
