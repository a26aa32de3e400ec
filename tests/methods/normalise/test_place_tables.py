"""Every place of the open lists, written as people write it, is read back; the lists themselves need not ship."""

import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from idic.methods.normalise.addresses import parse_address
from idic.methods.normalise.places.province import province_of, province_with_code, provinces
from idic.methods.normalise.places.table import lines_of

_TAIWAN = [(line.split()[0], entry[:3], entry[3:]) for line in lines_of("taiwan.txt") for entry in line.split()[1:]]


def _thai_places(folder: Path) -> Iterator[tuple[str, str, str, str, str, str, str]]:
    def rows(name: str) -> list[dict[str, str]]:
        with gzip.open(folder / "geo_th" / f"{name}.json.gz", "rt", encoding="utf-8") as file:
            return json.load(file)  # type: ignore[no-any-return]

    names = {row["provinceCode"]: (row["provinceNameTh"], row["provinceNameEn"]) for row in rows("provinces")}
    districts = {row["districtCode"]: (row["districtNameTh"], row["districtNameEn"]) for row in rows("districts")}
    for row in rows("subdistricts"):
        yield (
            *names[row["provinceCode"]], *districts[row["districtCode"]],
            row["subdistrictNameTh"], row["subdistrictNameEn"], str(row["postalCode"]),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "share"),
    [
        ("9/1 ม.2 ต.{sub} อ.{dis} จ.{pro} {code}", 0.999),
        ("9/1 หมู่ 2 ตำบล{sub} อำเภอ{dis} จังหวัด{pro} {code}", 0.999),
        ("9/1 ถ.ยาว {sub} {dis} {pro} {code}", 0.995),
        ("9/1 Long Road, {sub_en} Subdistrict, {dis_en} District, {pro_en} {code}", 0.98),
        ("9/1 Long Road, {sub_en}, {dis_en}, {pro_en} {code}", 0.97),
    ],
)
def test_every_subdistrict_of_thailand(shared_data: Path, form: str, share: float) -> None:
    right = total = 0
    wrong: list[str] = []
    for pro, pro_en, dis, dis_en, sub, sub_en, code in _thai_places(shared_data):
        text = form.format(pro=pro, pro_en=pro_en, dis=dis, dis_en=dis_en, sub=sub, sub_en=sub_en, code=code)
        found = parse_address(text)
        total += 1
        if (found.admin1, found.admin2, found.admin3, found.postcode, found.conflict) == (pro, dis, sub, code, ""):
            right += 1
        else:
            wrong.append(text)
    assert right / total >= share, (right, total, wrong[:10])


def test_every_county_of_mainland_china(shared_data: Path) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with gzip.open(shared_data / "geo_cn" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    names = {row["code"]: row["name"] for row in (*rows("provinces"), *rows("cities"))}
    wrong = []
    counties = rows("areas")
    for row in counties:
        city = names[row["cityCode"]]
        city = "" if city in ("市辖区", "县") or "直辖" in city else city
        found = parse_address(f"{names[row['provinceCode']]}{city}{row['name']}人民路1号")
        if (found.admin1_code, found.admin2) != (f"CN-{row['provinceCode']}", city + row["name"]):
            wrong.append((city + row["name"], found.admin2))
    # What is left are zones named after their city, and cities whose next level is the township.
    assert len(wrong) / len(counties) < 0.03, (len(wrong), wrong)


def test_the_prefectures_written_here_are_those_of_the_open_list(shared_data: Path) -> None:
    with gzip.open(shared_data / "geo_cn" / "cities.csv.gz", "rt", encoding="utf-8", newline="") as file:
        known = {
            (f"CN-{row['provinceCode']}", row["name"])
            for row in csv.DictReader(file)
            if row["name"] not in ("市辖区", "县") and "直辖" not in row["name"]
        }
    ours = set()
    for line in lines_of("prefectures.txt"):
        province, _, names = line.partition("|")
        ours |= {(province, n if n.endswith(("自治州", "地区", "盟")) else n + "市") for n in names.split()}
    assert ours == known


@pytest.mark.parametrize("script", ["臺", "台"])
def test_every_township_of_taiwan_and_its_postcode(script: str) -> None:
    assert len(_TAIWAN) == 368
    for county, postcode, township in _TAIWAN:
        province = province_with_code(county)
        assert province is not None
        found = parse_address(f"{postcode} {province.zh_hant.replace('台', script)}{township}中正路1號")
        assert (found.admin1_code, found.admin2, found.postcode, found.conflict) == (county, township, postcode, "")


def test_every_province_is_known_by_each_of_its_four_names() -> None:
    assert len(provinces()) == 77 + 33 + 22
    for province in provinces().values():
        for language in ("th", "en", "zh-hans", "zh-hant"):
            assert province_of(province.name_in(language), province.country) == province
        assert province_of(province.code) == province
