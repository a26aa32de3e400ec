"""Thai addresses, in Thai or in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from idic.methods.normalise.address import Address, Told
from idic.methods.normalise.places.country import country_of
from idic.methods.normalise.places.province import province_of, province_with_code
from idic.methods.normalise.places.thailand import (
    District,
    district_of,
    districts_with_postcode,
    districts_with_subdistrict,
    province_prefixes,
    subdistrict_of,
)

_BANGKOK: Final = "กรุงเทพมหานคร"
_POSTCODE = re.compile(r"(?<![0-9/\-])[1-9][0-9]{4}(?![0-9/\-])")
_BANGKOK_NAMED = re.compile(r"(?<!ธนาคาร)(?:กรุงเทพ(?:มหานคร)?(?:\s?[ฯๆ])?(?![ก-๎-])|(?<![ก-๎])กทม\.?(?![ก-๎])|กทม\.?$)")
# Names stand without a space before the next level: แขวงคลองตันเขตคลองเตยกทม.
_NAME = r"\s*([ก-๎-]+?)(?=[^ก-๎-]|$|(?:กิ่ง)?อำเภอ|เขต(?=[ก-๎])|ตำบล|แขวง|จังหวัด|กรุงเทพ|กทม|[จอต]\.)"
_LEVELS: Final = (
    ("admin1", re.compile(r"(?:จังหวัด|(?<![ก-๎.])จ\.)" + _NAME)),
    ("admin2", re.compile(r"(?:(?:กิ่ง)?อำเภอ|(?<![ก-๎.])อ\.|(?<![ก-๎])เขต|(?<=[ก-๎])เขต(?=[ก-๎]))" + _NAME)),
    ("admin3", re.compile(r"(?:ตำบล|(?<![ก-๎.])ต\.|แขวง)" + _NAME)),
)
_ANY_LEVEL = re.compile(r"จังหวัด|อำเภอ|เขต|ตำบล|แขวง|[จอต]\.")
_LATIN_LEVELS: Final = (
    ("admin1", re.compile(r"^(?:changwat|province\s+of)\s+(.+)$|^(.+?)\s+province$", re.IGNORECASE)),
    ("admin3", re.compile(
        r"^(?:(?:tambon|tambol|khwaeng|kwaeng)\s+|t\.\s*)(.+)$|^(.+?)\s+sub-?\s?district$", re.IGNORECASE)),
    ("admin2", re.compile(r"^(?:(?:amphoe|amphur|ampur|khet)\s+|a\.\s*)(.+)$|^(.+?)\s+(?:district|dist\.?)$", re.IGNORECASE)),
)  # fmt: skip
_THAI = re.compile("[ก-๎]")
_HOUSE = re.compile(
    r"(?:^|(?:บ้านเลขที่|เลขที่|\bno\.?)\s*)([0-9]+[a-zก-ฮ]?(?:\s?[/-]\s?[0-9]+[a-z]?)*)"
    r"|(?<=\s)([0-9]+(?:/[0-9]+)*)(?=\s+(?:ถ|ซ|ม|หมู่|moo|soi)[.\u0e00-\u0e7f ])",
    re.IGNORECASE,
)
_MOO = re.compile(r"(?:หมู่ที่|หมู่|(?<![ก-๎.])ม\.|\bmoo\.?|\bm\.)\s*([0-9]{1,3})(?![0-9])", re.IGNORECASE)
_MOO_SIGN = re.compile("[หมMm]")
_LANE_SIGN = re.compile("[ตซSs]")
_LANE = re.compile(
    r"(?:ตรอก|ซอย|(?<![ก-๎.])ซ\.|\bsoi\.?)\s*([^\s,]+(?:\s+[0-9]+(?:[/-][0-9]+)*(?=\s|,|$))?)", re.IGNORECASE
)
_ROAD = re.compile(r"(?:ถนน|(?<![ก-๎.])ถ\.)\s*([^\s,]+)")
_LATIN_ROAD = re.compile(r"([a-z][a-z.\- ]*?)\s+(?:road|rd)\b", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"[0-9]|^(?:ถ\.|ถนน|ซ\.|ซอย|ม\.|หมู่|ชั้น|อาคาร|ตึก)|\b(?:rd|road|soi|moo|st|street|floor|fl|building|tower|village)\b",
    re.IGNORECASE,
)
_GAPS = re.compile(r"\s*,[\s,]*|\s{2,}")


def thai_address(raw: str, text: str, told: Told) -> Address:
    found = {"admin1": told.admin1, "admin2": told.admin2, "admin3": told.admin3}
    postcode = told.postcode
    if not postcode and (codes := _POSTCODE.findall(text)):
        postcode = codes[-1]
    if postcode and postcode in text:
        text = text.replace(postcode, " ")
    is_thai = bool(_THAI.search(text))
    rest = _levels(text, found) if is_thai else _latin_levels(text, found)
    code, district, subdistrict, conflict = _resolved(found["admin1"], found["admin2"], found["admin3"], postcode)
    house = _HOUSE.search(rest)
    # A house number and a road, as most lines are, hold neither of the two.
    moo = _MOO.search(rest) if _MOO_SIGN.search(rest) else None
    lane = _LANE.search(rest) if _LANE_SIGN.search(rest) else None
    road = (_ROAD if is_thai else _LATIN_ROAD).search(rest)
    return Address(
        raw, "TH", province_with_code(code), district or None, subdistrict or None, postcode or None, rest,
        (house[1] or house[2]).replace(" ", "") if house else "", moo[1] if moo else "", lane[1].strip() if lane else "",
        road[1].strip() if road else "", conflict=conflict,
    )  # fmt: skip


def _levels(text: str, found: dict[str, str]) -> str:
    """Takes the levels out of the text: those behind their word, then what stands bare at the end."""
    for level, pattern in _LEVELS if _ANY_LEVEL.search(text) else ():
        if match := pattern.search(text):
            found[level] = found[level] or match[1]
            text = f"{text[: match.start()]} {text[match.end() :]}"
    if not found["admin1"] and (match := _BANGKOK_NAMED.search(text)):
        found["admin1"] = _BANGKOK
        text = f"{text[: match.start()]} {text[match.end() :]}"
    words = _GAPS.sub(" ", text).split()
    while len(words) > 1 and (country_of(words[-1]) or words[-1] in (".", "-")):
        words.pop()
    _bare_places(words, found)
    return " ".join(words).strip(" ,")


def _latin_levels(text: str, found: dict[str, str]) -> str:
    parts = [part.strip(" .") for part in text.split(",") if part.strip(" .")]
    while len(parts) > 1 and country_of(parts[-1]):
        parts.pop()
    left: list[str] = []
    for part in parts:
        for level, pattern in _LATIN_LEVELS:
            if match := pattern.match(part):
                found[level] = found[level] or match[1] or match[2]
                break
        else:
            left.append(part)
    if len(left) == 1 and not found["admin1"]:
        left = left[0].split(" ")
        _bare_places(left, found)
        return " ".join(left)
    _bare_places(left, found)
    return ", ".join(left)


def _bare_places(words: list[str], found: dict[str, str]) -> None:
    """Province, district and subdistrict without their words, from the end, as long as each is one and lies in the last."""
    if not found["admin1"] and words and not _NO_PLACE.search(words[-1]) and province_of(words[-1], "TH"):
        found["admin1"] = words.pop()
    province = province_of(found["admin1"], "TH") if found["admin1"] else None
    code = province.code if province else ""
    if len(words) < 2 or not code or _NO_PLACE.search(words[-1]):
        return
    if not found["admin2"] and district_of(words[-1], code):
        found["admin2"] = words.pop()
    if found["admin2"] and not found["admin3"] and len(words) > 1 and not _NO_PLACE.search(words[-1]):
        districts = district_of(_bare(found["admin2"], "admin2"), code)
        if any(subdistrict_of(words[-1], one) for one in districts):
            found["admin3"] = words.pop()


def _bare(name: str, level: str) -> str:
    """A column often repeats the word: อ.เมือง, Mueang District."""
    if not name:
        return ""
    patterns = _LEVELS if _THAI.search(name) else _LATIN_LEVELS
    for own, pattern in patterns:
        if own == level and (match := pattern.match(name)):
            return match[1] or match[match.lastindex or 1]
    return name


@lru_cache(maxsize=32768)
def _resolved(admin1: str, admin2: str, admin3: str, postcode: str) -> tuple[str, str, str, str]:
    """(code of the province, district, subdistrict, conflict); names that no table has stay as they were written."""
    admin1, admin2, admin3 = _bare(admin1, "admin1"), _bare(admin2, "admin2"), _bare(admin3, "admin3")
    province = province_of(admin1, "TH") if admin1 else None
    code = province.code if province else ""
    districts = district_of(admin2, code) if admin2 else districts_with_subdistrict(admin3, code) if admin3 else ()
    conflict = "admin2_admin1" if admin2 and code and not districts and len(district_of(admin2)) == 1 else ""
    if len(districts) > 1 and admin2 and admin3:
        districts = tuple(one for one in districts if subdistrict_of(admin3, one)) or districts
    if len(districts) > 1 and postcode:
        districts = tuple(one for one in districts if postcode in one.postcodes) or districts
    district = districts[0] if len(districts) == 1 else None
    if district and not code and not admin1:
        code = district.province
    served = districts_with_postcode(postcode) if postcode else ()
    if not code and not admin1 and len({one.province for one in served}) == 1:
        code = served[0].province
    below = (subdistrict_of(admin3, district) if district and admin3 else None) or admin3
    return code, district.th if district else admin2, below, conflict or _conflict(postcode, served, district, code)


def _conflict(postcode: str, served: tuple[District, ...], district: District | None, code: str) -> str:
    """A postcode that no district has may be that of large receivers: its first two figures alone are judged."""
    if not postcode or not code:
        return ""
    if postcode[:2] not in province_prefixes(code):
        return "postcode_admin1"
    if district and served and district not in served:
        return "postcode_admin2"
    return ""
