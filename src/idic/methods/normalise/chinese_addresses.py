"""Addresses in Chinese characters: 省 市 区 街道 路 号 on the mainland, 縣市 鄉鎮市區 里 路 段 巷 弄 號 樓 in Taiwan."""

from __future__ import annotations

import re
from functools import lru_cache

from idic.methods.normalise.address import Address, Told
from idic.methods.normalise.chinese import simplified
from idic.methods.normalise.places.china import agrees_with_prefecture, agrees_with_province, prefecture_at
from idic.methods.normalise.places.province import Province, province_of, province_with_code, provinces
from idic.methods.normalise.places.taiwan import taiwan_conflict, township_at

_COUNTRY = re.compile("^(?:中华人民共和国|中華人民共和國|中华民国|中華民國|中国|中國|[台臺][湾灣][省]?(?=[^省大路街]))")
_MAINLAND_POSTCODE = re.compile("(?<![0-9])[0-9]{6}(?![0-9])")
_TAIWAN_POSTCODE = re.compile("^[0-9]{3}(?:-?[0-9]{2,3})?(?![0-9])")
_POSTCODE_WORD = re.compile("(?:邮政?编码?|郵遞?區號|邮编)[:：]?")
_COUNTY = re.compile("^((?:路[南北]|[^0-9\\s路街道巷弄号省]{1,14}?)(?:自治县|自治旗|林区|区|县|旗|市))(?!场)")
_BELOW = re.compile("^([^0-9\\s路巷弄号]{1,10}?(?:街道(?:办事处)?|镇|乡|苏木))")
_VILLAGE = re.compile("^([\u4e00-\u9fff]{2,3}[里村])(?=[0-9]+鄰|[^路街巷大])([0-9]+鄰)?")
_ROAD = re.compile("^([^0-9\\s号號巷弄樓楼室]*?(?:大道|路|街|道|公路)(?:[一二三四五六七八九十0-9]+段)?)")
_LANE = re.compile("([0-9一-十甲-癸]+(?:巷|弄|里弄)(?:[0-9]+[弄衖])?|[^0-9\\s路街号號]{1,6}(?:胡同|弄堂))")
_HOUSE = re.compile(
    "([0-9]+(?:[-之][0-9]+)?)(?:号|號)(?:(?:之|-)([0-9]+))?(?!楼|樓|院)|(?<![0-9])([0-9]+(?:[-之][0-9]+)?)$"
)
_ROOM = re.compile(
    "((?:[0-9A-Za-z]+(?:号楼|號樓|栋|幢|棟|座|单元|單元|层|層|樓|楼))*(?:之[0-9]+)?[0-9A-Za-z-]*(?:室|房|樓|楼|层|單元|单元|户|戶)?(?:之[0-9]+)?)$"
)
_TAIWAN_ONLY = re.compile("[號樓鄰鄉鎮區縣]|里[0-9]+鄰")


@lru_cache(maxsize=1)
def _province_names() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every Chinese name of a province of China or Taiwan, longest first, also without its ending."""
    names: dict[str, str] = {}
    for province in provinces().values():
        if province.country == "TH":
            continue
        for name in (province.zh_hans, province.zh_hant):
            names[name] = province.code
            names[name.replace("台", "臺")] = province.code
            short = re.sub("(?:省|市|縣|县|(?:壮族|回族|维吾尔|壯族|維吾爾)?自治[区區])$", "", name)
            found = province_of(short, province.country)
            if found and found.code == province.code:
                names[short] = province.code
                names[short.replace("台", "臺")] = province.code
    ordered = sorted(names, key=len, reverse=True)
    whole = "|".join(name for name in ordered if name[-1] in "省市縣县区區")
    short = "|".join(name for name in ordered if name[-1] not in "省市縣县区區")
    # Not a road (河南中路), nor a city or prefecture of the same name (吉林市, 海南藏族自治州).
    return re.compile(f"^(?:{whole}|(?:{short})(?![中东西南北東]?[路街]|[市藏]))"), names


@lru_cache(maxsize=4096)
def _simplified_name(name: str) -> str:
    return simplified(name)


def country_at(text: str) -> str:
    """The country whose place the line begins with; mainland China where nothing tells."""
    if text.startswith(("台灣", "臺灣", "中華民國", "台湾", "中华民国")):
        return "TW"
    mainland = _MAINLAND_POSTCODE.match(text)
    body = text[mainland.end() :] if mainland else _TAIWAN_POSTCODE.sub("", text)
    body = _COUNTRY.sub("", body.strip()).strip()
    province = _province_at(body)[0]
    if province:
        return province.country
    return "TW" if _TAIWAN_ONLY.search(text) and township_at(body) else "CN"


def chinese_address(raw: str, text: str, told: Told, country: str) -> Address:
    postcode, text = _postcode(text, told.postcode, country)
    text = _COUNTRY.sub("", text).strip(" ,，、")
    province = province_of(told.admin1, country) if told.admin1 else None
    at_front, length = _province_at(text)
    if at_front and at_front.country == country and (province is None or province == at_front):
        province, text = at_front, text[length:].strip(" ,，")
    if country == "TW":
        return _taiwan(raw, text, told, province, postcode)
    return _mainland(raw, text, told, province, postcode, country)


def _province_at(text: str) -> tuple[Province | None, int]:
    pattern, names = _province_names()
    found = pattern.match(text)
    if not found:
        return None, 0
    return province_with_code(names[found[0]]), found.end()


def _postcode(text: str, told: str, country: str) -> tuple[str, str]:
    text = _POSTCODE_WORD.sub(" ", text)
    if country == "TW":
        found = _TAIWAN_POSTCODE.match(text)
        # A house number in front of nothing but a road is no postcode.
        rest = text[found.end() :].strip(" ,") if found else text
        return told or (found[0] if found else ""), rest
    codes = _MAINLAND_POSTCODE.findall(text)
    return told or (codes[-1] if codes else ""), _MAINLAND_POSTCODE.sub(" ", text).strip()


def _mainland(raw: str, text: str, told: Told, province: Province | None, postcode: str, country: str) -> Address:
    key = simplified(text)
    text = key if len(key) == len(text) else text
    prefecture = county = ""
    if told.admin1 and province is None and (found := prefecture_at(_simplified_name(told.admin1))):
        province, prefecture = province_with_code(found[0]), found[1]
    if found := prefecture_at(text, province.code if province else ""):
        province, prefecture, text = province or province_with_code(found[0]), found[1], text[found[2] :].strip()
    district = _simplified_name(told.admin2)
    if district and (found := prefecture_at(district, province.code if province else "")):
        province, prefecture, district = (
            province or province_with_code(found[0]),
            found[1],
            district[found[2] :].strip(),
        )
    text = text.removeprefix("市辖区")
    if match := _COUNTY.match(text):
        county, text = match[1], text[match.end() :].strip()
    county = district or county
    below = told.admin3
    if match := _BELOW.match(text):
        below, text = below or match[1], text[match.end() :].strip()
    conflict = _mainland_conflict(postcode, province, prefecture)
    admin2 = (prefecture if prefecture != county else "") + county
    return _finished(raw, text, (country, province, admin2, below, postcode, conflict))


def _mainland_conflict(postcode: str, province: Province | None, prefecture: str) -> str:
    if not postcode or province is None:
        return ""
    if not agrees_with_province(postcode, province.code):
        return "postcode_admin1"
    return "" if agrees_with_prefecture(postcode, prefecture) else "postcode_admin2"


def _taiwan(raw: str, text: str, told: Told, province: Province | None, postcode: str) -> Address:
    code = province.code if province else ""
    township = told.admin2
    if told.admin2 and (found := township_at(told.admin2, code)):
        code, township = found[0], found[1]
    if (found := township_at(text, code)) and (not told.admin2 or found[1] == township):
        code, township, text = found[0], found[1], text[found[2] :].strip()
    elif not township and (match := _COUNTY.match(simplified(text))) and len(match[1]) <= 4:
        township, text = text[: match.end()], text[match.end() :].strip()
    province = province or province_with_code(code)
    village = told.admin3
    if match := _VILLAGE.match(text):
        village, text = village or match[1], text[match.end() :].strip()
    conflict = taiwan_conflict(postcode, province.code, township) if postcode and province else ""
    return _finished(raw, text, ("TW", province, township, village, postcode, conflict))


_Levels = tuple[str, Province | None, str, str, str, str]


def _finished(raw: str, rest: str, levels: _Levels) -> Address:
    country, province, admin2, admin3, postcode, conflict = levels
    road, lane, house = _ROAD.match(rest), _LANE.search(rest), _HOUSE.search(rest)
    number = ""
    after = ""
    if house:
        number = house[1] or house[3] or ""
        if house[2]:
            number = f"{number}之{house[2]}"
        after = rest[house.end() :]
    room = _ROOM.search(after) if after else None
    return Address(
        raw, country, province, admin2 or None, admin3 or None, postcode or None, rest, number.replace("-", "之"), "",
        lane[1] if lane else "", road[1] if road else "", room[1] if room else "", conflict,
    )  # fmt: skip
