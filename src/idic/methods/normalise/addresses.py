"""Addresses at the simple level: postcode and the administrative names, the rest as it stands.

Enough to group by province and postcode. Street, house number and moo are not parsed, no gazetteer is consulted, and
a postcode is not checked against its district: a full parser belongs to record linkage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from idic.methods.normalise.chinese import simplified
from idic.methods.normalise.text import normalise, script_of

_BANGKOK = "กรุงเทพมหานคร"
_THAI_POSTCODE = re.compile(r"(?<![0-9])[1-9][0-9]{4}(?![0-9])")
_THAI_BANGKOK = re.compile(r"กรุงเทพ(?:มหานคร|ฯ)?|กทม\.?")
_THAI_PARTS = {
    "admin1": re.compile(r"(?:จังหวัด|จ\.)\s*([ก-๎]+)"),
    "admin2": re.compile(r"(?:(?:กิ่ง)?อำเภอ|อ\.|เขต)\s*([ก-๎]+)"),
    "admin3": re.compile(r"(?:ตำบล|ต\.|แขวง)\s*([ก-๎]+)"),
}
_CHINESE_POSTCODE = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
_TAIWAN_POSTCODE = re.compile(r"^\s*[0-9]{3}(?:[0-9]{2,3})?(?![0-9])")
_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")
_CHINESE = re.compile(
    r"(?:中国)?(?P<admin1>[^省市区县\s0-9]{2,3}省|(?:内蒙古|广西(?:壮族)?|西藏|宁夏(?:回族)?|新疆(?:维吾尔)?)自治区|(?:香港|澳门)特别行政区"
    r"|(?:北京|上海|天津|重庆)市?)?\s*"
    r"(?P<city>[^省市区县\s0-9]{2,8}?(?:市|自治州|地区|盟)|[^省市区县\s0-9]{1,3}县(?=.*[乡镇]))?\s*"
    r"(?P<district>[^省市区县路街道\s0-9]{1,8}?(?:区|县|市|旗))?\s*"
    r"(?P<admin3>[^省市区县路\s0-9]{1,10}?(?:街道|镇|乡))?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """admin1 is the province (จังหวัด, 省), admin2 the district (อำเภอ/เขต, 市 and 区), admin3 below it."""

    raw: str
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    postcode: str | None = None


def parse_address(raw: str) -> Address:
    text = normalise(raw)
    script = script_of(text)
    if script == "thai":
        return _thai(raw, text)
    return _chinese(raw, simplified(text)) if script == "han" else Address(raw, postcode=_lone_postcode(text))


def _thai(raw: str, text: str) -> Address:
    postcodes = _THAI_POSTCODE.findall(text)
    parts = {name: found[1] if (found := pattern.search(text)) else None for name, pattern in _THAI_PARTS.items()}
    if _THAI_BANGKOK.search(text):
        parts["admin1"] = _BANGKOK
    return Address(raw, "TH", parts["admin1"], parts["admin2"], parts["admin3"], postcodes[-1] if postcodes else None)


def _chinese(raw: str, text: str) -> Address:
    mainland = _CHINESE_POSTCODE.findall(text)
    taiwan = _TAIWAN_POSTCODE.match(text)
    body = _TAIWAN_POSTCODE.sub("", _CHINESE_POSTCODE.sub("", text) if not taiwan else text).strip()
    found = _CHINESE.match(body)
    admin1, city, district, admin3 = found.group("admin1", "city", "district", "admin3") if found else (None,) * 4
    if admin1 and admin1.rstrip("市") in _MUNICIPALITIES:
        admin1 = admin1.rstrip("市") + "市"
    postcode = taiwan[0].strip() if taiwan else mainland[-1] if mainland else None
    # Six leading digits are written on both sides of the strait; only a Taiwan place name tells them apart.
    country = "TW" if re.match(r"(?:台湾|台北|新北|桃园|台中|台南|高雄|基隆|新竹|嘉义)", body) else "CN"
    if country == "TW" and admin1 is None and city:
        admin1, city = city, None
    return Address(raw, country, admin1, "".join(filter(None, (city, district))) or None, admin3, postcode)


def _lone_postcode(text: str) -> str | None:
    found = re.findall(r"(?<![0-9-])[0-9]{5,6}(?![0-9-])", text)
    return found[-1] if found else None
