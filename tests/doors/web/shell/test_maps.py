from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.utils.translation import override

from idic.doors.web.shell import maps
from idic.methods.normalise.places.province import provinces

BUILT = Path(maps.__file__).parent / "static" / "vendor" / "maps"


@pytest.mark.parametrize(
    ("country", "province", "expected"),
    [
        ("ประเทศไทย", "กรุงเทพฯ", maps.Place("TH", "TH-10")),
        ("", "Chiengmai", maps.Place("TH", "TH-50")),
        ("Taiwan", "臺北市", maps.Place("TW", "TW-TPE")),
        ("中国", "Inner Mongolia", maps.Place("CN", "CN-15")),
        ("NZ", "Otago", maps.Place("NZ", "")),
        ("somewhere", "", maps.Place("", "")),
    ],
)
def test_a_place_is_found_in_whatever_language_the_record_speaks(
    country: str, province: str, expected: maps.Place
) -> None:
    assert maps.place_of(country, province) == expected


@pytest.mark.parametrize(("drawn", "country"), [("th", "TH"), ("cn", "CN")])
def test_a_drawn_map_shows_every_province_of_the_country(drawn: str, country: str) -> None:
    svg = json.loads((BUILT / f"{drawn}.json").read_text())["svg"]
    expected = {code for code in provinces() if code.startswith(country) and code not in {"CN-71"}}
    assert {code for code in expected if f'name="{code}"' not in svg} <= {"CN-91", "CN-92"}
    assert svg.count('name="') == len(set(svg.split('name="')[1:]))


def test_the_map_of_taiwan_shows_every_county() -> None:
    features = json.loads((BUILT / "tw.json").read_text())["geoJSON"]["features"]
    assert {one["properties"]["name"] for one in features} == {code for code in provinces() if code.startswith("TW")}


def test_the_map_of_the_world_knows_countries_by_their_codes() -> None:
    features = json.loads((BUILT / "world.json").read_text())["geoJSON"]["features"]
    assert {"TH", "CN", "TW", "LA", "US"} <= {one["properties"]["name"] for one in features}


def test_regions_are_named_in_the_readers_language() -> None:
    with override("zh-hant"):
        assert maps.region_names("th")["TH-10"] == "曼谷"
        assert maps.region_names("world")["DE"] == "德國"
    with override("th"):
        assert maps.region_names("tw")["TW-TPE"] == "ไทเป"


def test_what_the_map_does_not_show_is_not_drawn_and_a_link_travels_with_its_region() -> None:
    option = maps.choropleth("th", {"TH-10": 5, "TW-TPE": 9}, title="Customers", links={"TH-10": "/x/"})
    assert option["series"][0]["data"] == [{"name": "TH-10", "value": 5, "link": "/x/"}]
    assert option["visualMap"]["max"] == 5
