import csv
import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BANGKOK: Final = 10
# district code, Simplified, Traditional: where the sample grocer is said to have its branches
BRANCH_DISTRICTS: Final = (
    (1004, "邦叻", "邦叻"),
    (1030, "恰图恰", "恰圖恰"),
    (1038, "拉抛", "拉拋"),
    (1047, "班那", "班那"),
    (1039, "瓦他那", "瓦他那"),
    (1009, "帕卡农", "帕卡農"),
    (1010, "民武里", "民武里"),
    (1040, "邦凯", "邦凱"),
    (1015, "吞武里", "吞武里"),
    (1017, "汇狂", "匯狂"),
    (1201, "暖武里", "暖武里"),
    (1204, "邦波通", "邦波通"),
    (1302, "空銮", "空鑾"),
    (1103, "邦披", "邦披"),
    (2007, "是拉差", "是拉差"),
    (2004, "芭提雅", "芭提雅"),
    (5001, "清迈", "清邁"),
    (5015, "杭东", "杭東"),
    (4001, "孔敬", "孔敬"),
    (3001, "呵叻", "呵叻"),
    (4101, "乌隆", "烏隆"),
    (9011, "合艾", "合艾"),
    (8301, "普吉", "普吉"),
    (8401, "素叻", "素叻"),
)
THAI_ROADS: Final = (
    ("สุขุมวิท", "Sukhumvit"),
    ("พหลโยธิน", "Phahonyothin"),
    ("เพชรเกษม", "Phet Kasem"),
    ("มิตรภาพ", "Mittraphap"),
    ("ราชดำเนิน", "Ratchadamnoen"),
    ("ประชาธิปัตย์", "Prachathipat"),
    ("เทศบาล 1", "Thetsaban 1"),
    ("ริมคลอง", "Rim Khlong"),
    ("ตลาดเก่า", "Talat Kao"),
    ("สวนหลวง", "Suan Luang"),
    ("วัดใหม่", "Wat Mai"),
    ("สถานีรถไฟ", "Sathani Rot Fai"),
)
CHINESE_ROADS: Final = (
    ("人民路", "人民路", "Renmin Road"),
    ("中山路", "中山路", "Zhongshan Road"),
    ("解放路", "解放路", "Jiefang Road"),
    ("建设路", "建設路", "Jianshe Road"),
    ("和平路", "和平路", "Heping Road"),
    ("光明路", "光明路", "Guangming Road"),
    ("学府路", "學府路", "Xuefu Road"),
    ("中正路", "中正路", "Zhongzheng Road"),
)
MAINLAND_AREAS: Final = {
    "310115": ("上海市", "Pudong New Area", "Shanghai", "200120"),
    "110105": ("北京市", "Chaoyang District", "Beijing", "100020"),
    "440106": ("广州市", "Tianhe District", "Guangzhou", "510630"),
    "440305": ("深圳市", "Nanshan District", "Shenzhen", "518052"),
    "510107": ("成都市", "Wuhou District", "Chengdu", "610041"),
    "530103": ("昆明市", "Panlong District", "Kunming", "650051"),
    "330106": ("杭州市", "Xihu District", "Hangzhou", "310013"),
    "320106": ("南京市", "Gulou District", "Nanjing", "210009"),
    "350203": ("厦门市", "Siming District", "Xiamen", "361004"),
    "450103": ("南宁市", "Qingxiu District", "Nanning", "530022"),
    "500103": ("重庆市", "Yuzhong District", "Chongqing", "400010"),
    "430104": ("长沙市", "Yuelu District", "Changsha", "410006"),
}
TAIWAN_AREAS: Final = (
    ("中山區", "台北市", "Zhongshan District", "Taipei City", "104"),
    ("大安區", "台北市", "Da'an District", "Taipei City", "106"),
    ("信義區", "台北市", "Xinyi District", "Taipei City", "110"),
    ("板橋區", "新北市", "Banqiao District", "New Taipei City", "220"),
    ("中壢區", "桃園市", "Zhongli District", "Taoyuan City", "320"),
    ("西屯區", "台中市", "Xitun District", "Taichung City", "407"),
    ("東區", "台南市", "East District", "Tainan City", "701"),
    ("左營區", "高雄市", "Zuoying District", "Kaohsiung City", "813"),
)


@dataclass(frozen=True)
class Area:
    """A subdistrict of Thailand, or a district of a Chinese city; `native` is Thai or Chinese."""

    country: str
    subdistrict: str
    subdistrict_native: str
    district: str
    district_native: str
    province: str
    province_native: str
    postcode: str


@dataclass(frozen=True)
class Branch:
    number: int
    name: str
    thai: str
    simplified: str
    traditional: str
    province: int
    district: int
    area: Area


@dataclass(frozen=True)
class Address:
    house: str
    road: str
    road_native: str
    area: Area

    @property
    def line(self) -> str:
        return f"{self.house} {self.road}{' Road' if self.area.country == 'TH' else ''}"

    @property
    def line_native(self) -> str:
        if self.area.country == "TH":
            return f"{self.house} ถ.{self.road_native}"
        return f"{self.road_native}{self.house}号" if self.area.country == "CN" else f"{self.road_native}{self.house}號"

    @property
    def whole_native(self) -> str:
        area = self.area
        if area.country != "TH":
            return f"{area.province_native}{area.district_native}{self.line_native}"
        sub, dis = ("แขวง", "เขต") if area.province == "Bangkok" else ("ต.", "อ.")
        return f"{self.line_native} {sub}{area.subdistrict_native} {dis}{area.district_native}"


class Atlas:
    def __init__(self, thailand: Path, mainland: Path) -> None:
        provinces = {int(row["provinceCode"]): row for row in _rows(thailand / "provinces.json.gz")}
        districts = {int(row["districtCode"]): row for row in _rows(thailand / "districts.json.gz")}
        self._by_district: dict[int, list[Area]] = {}
        self._by_province: dict[int, list[Area]] = {}
        for row in _rows(thailand / "subdistricts.json.gz"):
            province, district = provinces[int(row["provinceCode"])], districts[int(row["districtCode"])]
            area = Area(
                "TH",
                str(row["subdistrictNameEn"]),
                str(row["subdistrictNameTh"]),
                str(district["districtNameEn"]),
                str(district["districtNameTh"]),
                str(province["provinceNameEn"]),
                str(province["provinceNameTh"]),
                str(row["postalCode"]),
            )
            self._by_district.setdefault(int(row["districtCode"]), []).append(area)
            self._by_province.setdefault(int(row["provinceCode"]), []).append(area)
        self._provinces = sorted(self._by_province)
        self._mainland = _mainland_areas(mainland / "areas.csv.gz")
        self.branches = tuple(self._branch(number, *names) for number, names in enumerate(BRANCH_DISTRICTS, start=1))

    def near(self, branch: Branch, rng: random.Random) -> Address:
        """Most live in the branch's district or province, one in eight anywhere in the country."""
        chance = rng.random()
        if chance < 0.5:
            areas = self._by_district[branch.district]
        elif chance < 0.875:
            areas = self._by_province[branch.province]
        else:
            areas = self._by_province[rng.choice(self._provinces)]
        native, road = rng.choice(THAI_ROADS)
        return Address(f"{rng.randrange(1, 400)}/{rng.randrange(1, 99)}", road, native, rng.choice(areas))

    def in_mainland(self, rng: random.Random) -> Address:
        simplified, _, road = rng.choice(CHINESE_ROADS)
        return Address(str(rng.randrange(1, 300)), road, simplified, rng.choice(self._mainland))

    def in_taiwan(self, rng: random.Random) -> Address:
        _, traditional, road = rng.choice(CHINESE_ROADS)
        native, city_native, district, city, postcode = rng.choice(TAIWAN_AREAS)
        area = Area("TW", "", "", district, native, city, city_native, postcode)
        return Address(str(rng.randrange(1, 300)), road, traditional, area)

    def _branch(self, number: int, district: int, simplified: str, traditional: str) -> Branch:
        area = self._by_district[district][0]
        name, thai = area.district.removeprefix("Mueang "), area.district_native.removeprefix("เมือง")
        return Branch(number, name, thai, simplified, traditional, district // 100, district, area)


def _rows(path: Path) -> list[dict[str, str | int]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows: list[dict[str, str | int]] = json.load(file)
    return rows


def _mainland_areas(path: Path) -> list[Area]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    return [
        Area("CN", "", "", english, names[code], city, city_native, postcode)
        for code, (city_native, english, city, postcode) in MAINLAND_AREAS.items()
    ]
