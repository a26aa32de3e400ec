"""Prefectures of mainland China, and where postcodes lie."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from idic.methods.normalise.chinese import pinyin_syllables
from idic.methods.normalise.places.table import lines_of

# First two figures of the postcodes of a province; a few counties are served across the border.
_PROVINCE_ZONES: Final = {
    "CN-11": "10", "CN-12": "30", "CN-13": "05 06 07 10", "CN-14": "03 04", "CN-15": "01 02 13 16", "CN-21": "11 12",
    "CN-22": "13", "CN-23": "15 16", "CN-31": "20", "CN-32": "21 22", "CN-33": "31 32", "CN-34": "23 24",
    "CN-35": "35 36", "CN-36": "33 34", "CN-37": "25 26 27", "CN-41": "45 46 47", "CN-42": "43 44", "CN-43": "41 42",
    "CN-44": "51 52", "CN-45": "53 54", "CN-46": "57", "CN-50": "40", "CN-51": "61 62 63 64", "CN-52": "55 56",
    "CN-53": "65 66 67", "CN-54": "85 86", "CN-61": "71 72", "CN-62": "73 74", "CN-63": "81", "CN-64": "75", "CN-65": "83 84",
}  # fmt: skip
# First three figures, for the large cities alone: the zones of the others are not known here and are not checked.
_CITY_ZONES: Final = {
    "石家庄市": "050 051 052", "太原市": "030", "沈阳市": "110", "大连市": "116", "长春市": "130", "哈尔滨市": "150",
    "南京市": "210 211", "无锡市": "214", "苏州市": "215", "常州市": "213", "南通市": "226", "徐州市": "221", "杭州市": "310 311",
    "宁波市": "315", "温州市": "325", "嘉兴市": "314", "绍兴市": "311 312", "金华市": "321 322", "合肥市": "230 231 238",
    "福州市": "350", "厦门市": "361", "泉州市": "362", "济南市": "250 251 271", "青岛市": "266", "烟台市": "264 265",
    "郑州市": "450 451 452", "洛阳市": "471", "武汉市": "430", "长沙市": "410", "广州市": "510 511", "深圳市": "518",
    "珠海市": "519", "佛山市": "528", "东莞市": "523", "中山市": "528", "惠州市": "516", "海口市": "570 571",
    "成都市": "610 611 641", "昆明市": "650 651 652 654 655", "西安市": "710", "兰州市": "730", "银川市": "750",
    "乌鲁木齐市": "830 831",
}  # fmt: skip
_NOT_AFTER_NAME: Final = frozenset("区县路街镇乡村大")
_COUNTY = re.compile("[^0-9\\s路街道号]{1,6}?[区县市旗]")
_CITY = re.compile(r"\s+(?:city|shi|prefecture|municipality)\.?$")
_NO_LETTERS = re.compile("[^a-z]")
_PEOPLES = re.compile(
    "(?:藏族|羌族|彝族|苗族|侗族|壮族|傣族|白族|土家族|布依族|哈尼族|景颇族|傈僳族|朝鲜族|回族|蒙古族?|哈萨克|柯尔克孜)*(?:自治州|地区)$"
)
_ENDINGS: Final = ("自治州", "地区", "盟")
_LENGTHS: Final = (12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)


def prefecture_at(text: str, province: str = "") -> tuple[str, str, int] | None:
    """(province, prefecture, length) of the prefecture that the simplified `text` begins with, 市 written or not."""
    table = _prefectures()
    for length in _LENGTHS:
        found = table.get(text[:length]) if len(text) >= length else None
        if found and (not province or found[0] == province) and _is_whole(text, length, province):
            return found[0], found[1], length
    return None


def prefecture_in_letters(name: str, province: str = "") -> tuple[str, str] | None:
    """(province, prefecture) of a name in pinyin: Shenzhen, Xi'an City. None where two prefectures read alike."""
    letters = _NO_LETTERS.sub("", _CITY.sub("", name.lower()))
    found = [pair for pair in _in_letters().get(letters, ()) if not province or pair[0] == province]
    return found[0] if len(found) == 1 else None


def _is_whole(text: str, length: int, province: str) -> bool:
    """Without 市 a name counts behind its province, or before a county: 朝阳区 alone is a district."""
    if text[length - 1] in "市州区盟" or len(text) == length:
        return True
    return text[length] not in _NOT_AFTER_NAME and bool(province or _COUNTY.match(text, length))


def agrees_with_province(postcode: str, province: str) -> bool:
    return postcode[:2] in _PROVINCE_ZONES.get(province, postcode[:2]).split()


def agrees_with_prefecture(postcode: str, prefecture: str) -> bool:
    return postcode[:3] in _CITY_ZONES.get(prefecture, postcode[:3]).split()


@lru_cache(maxsize=1)
def _in_letters() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, pair in _prefectures().items():
        if name[-1] not in "市盟":
            syllables = pinyin_syllables(_PEOPLES.sub("", name), person=False)
            found.setdefault("".join(syllables).replace("ü", "u"), []).append(pair)
    return found


@lru_cache(maxsize=1)
def _prefectures() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for line in lines_of("prefectures.txt"):
        province, _, names = line.partition("|")
        for name in names.split():
            whole = name if name.endswith(_ENDINGS) else name + "市"
            found[whole] = (province, whole)
            if whole != name:
                found[name] = (province, whole)
    return found
