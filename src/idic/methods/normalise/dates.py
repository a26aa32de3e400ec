"""Dates in three orders, three eras and three scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum

from idic.methods.normalise.text import fold


class DateOrder(Enum):
    DAY_MONTH_YEAR = "dmy"
    MONTH_DAY_YEAR = "mdy"
    YEAR_MONTH_DAY = "ymd"


class Era(Enum):
    """COMMON is 2026, BUDDHIST 2569, MINGUO 115."""

    COMMON = "common"
    BUDDHIST = "buddhist"
    MINGUO = "minguo"


class DateError(ValueError):
    """The text cannot be taken as one date."""


class UnreadableDateError(DateError):
    """No date stands there."""


class AmbiguousDateError(DateError):
    """More than one reading: the caller must name the order, or the era of a two-digit year."""


class ImpossibleDateError(DateError):
    """A date is written, but no calendar holds it (31/02, month 13)."""


class FutureDateError(DateError):
    """Later than the caller's `as_of`."""


_THAI_MONTHS = (
    "มกราคม ม.ค. มค", "กุมภาพันธ์ ก.พ. กพ", "มีนาคม มี.ค. มีค", "เมษายน เม.ย. เมย", "พฤษภาคม พ.ค. พค", "มิถุนายน มิ.ย. มิย",
    "กรกฎาคม ก.ค. กค", "สิงหาคม ส.ค. สค", "กันยายน ก.ย. กย", "ตุลาคม ต.ค. ตค", "พฤศจิกายน พ.ย. พย", "ธันวาคม ธ.ค. ธค",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun",
    "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_MONTHS = {
    name.replace(".", ""): number
    for names in (_THAI_MONTHS, _ENGLISH_MONTHS)
    for number, line in enumerate(names, start=1)
    for name in line.split()
}
_CLOCK = (
    r"(?:[t\s,]+(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?:น\.?)?\s*(?P<zone>z|utc|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_ERA_MARK = r"(?:(?P<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|民国|民國|中華民國|中华民国|公元|西元|b\.?e\.?|a\.?d\.?)\s*)?"
_NUMERIC = re.compile(_ERA_MARK + r"(?P<a>[0-9]{1,4})\s*([/.\-])\s*(?P<b>[0-9]{1,2})\s*\3\s*(?P<c>[0-9]{1,4})" + _CLOCK)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})" + _CLOCK)
_CHINESE = re.compile(
    _ERA_MARK + r"(?P<year>[0-9]{2,4})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*[日号號]?" + _CLOCK
)
_MONTH_NAME = r"(?P<name>[a-z]{3,9}|[ก-๎][ก-๎.]*[ก-๎])\.?"
_WORDED = (
    re.compile(
        r"(?:วันที่\s*)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s\-./]*" + _MONTH_NAME + r"[\s,\-./]*" + _ERA_MARK
        + r"(?P<year>[0-9]{2,4})" + _CLOCK
    ),
    re.compile(_MONTH_NAME + r"[\s\-]*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s,\-]+(?P<year>[0-9]{2,4})" + _CLOCK),
)  # fmt: skip
_YEAR = re.compile(_ERA_MARK + r"(?P<year>[0-9]{2,4})\s*年?")
# What most files hold needs no further look; later years are Buddhist.
_ISO = re.compile("(?:1[0-9]|2[0-3])[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LONGEST = 100
_EXCEL_EPOCH = {False: date(1899, 12, 31), True: date(1904, 1, 1)}


def parse_date(raw: str, *, order: DateOrder | None = None, era: Era | None = None, as_of: date | None = None) -> date:
    if not _ISO.fullmatch(raw):
        return parse_moment(raw, order=order, era=era, as_of=as_of).date()
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise ImpossibleDateError(raw) from None
    if as_of is not None and day > as_of:
        raise FutureDateError(raw)
    return day


def parse_moment(
    raw: str, *, order: DateOrder | None = None, era: Era | None = None, as_of: date | None = None
) -> datetime:
    """Date with its time of day (midnight when none is written), aware only when the text carries an offset.

    `order` is needed where day and month could be exchanged, `era` for two-digit years in figures. Years 2400 to 2700
    are Buddhist and a leading three-digit year is Minguo without being told. A two-digit common year 69 to 99 lies in
    the 1900s. A day after `as_of` raises FutureDateError.
    """
    if len(raw) > _LONGEST:
        raise UnreadableDateError(raw[:_LONGEST])
    text = fold(raw)
    year, month, day, found, implied = _parts(raw, text, order)
    written = _written_era(found.groupdict().get("era"))
    moment = _moment(raw, _common_year(raw, year, written or era or implied), month, day, found)
    if as_of is not None and moment.date() > as_of:
        raise FutureDateError(raw)
    return moment


def parse_year(raw: str, *, era: Era | None = None) -> int:
    """Common year of a text that holds a year and nothing else: พ.ศ. 2528, 民國74年, 1985."""
    text = fold(raw[:_LONGEST])
    found = _YEAR.fullmatch(text)
    if not found:
        raise UnreadableDateError(raw[:_LONGEST])
    return _common_year(raw, found["year"], _written_era(found["era"]) or era)


def from_excel_serial(serial: float, *, since_1904: bool = False, as_of: date | None = None) -> datetime:
    """Moment of a spreadsheet serial, to the second. Serial 60 of the 1900 system is the day that never was."""
    days, fraction = divmod(serial, 1)
    if not (0 <= days < 2_958_466) or (not since_1904 and days in (0, 60)):
        raise ImpossibleDateError(str(serial))
    whole = int(days) - (1 if not since_1904 and days > 60 else 0)
    start = _EXCEL_EPOCH[since_1904]
    moment = datetime(start.year, start.month, start.day) + timedelta(days=whole, seconds=round(fraction * 86400))
    if as_of is not None and moment.date() > as_of:
        raise FutureDateError(str(serial))
    return moment


def guess_order(samples: Iterable[str]) -> DateOrder | None:
    """The order of a column of figures, or None when nothing decides or the samples contradict one another."""
    seen: set[DateOrder] = set()
    for sample in samples:
        found = _NUMERIC.fullmatch(fold(sample))
        if not found:
            continue
        if len(found["a"]) >= 3:
            seen.add(DateOrder.YEAR_MONTH_DAY)
        elif int(found["a"]) > 12 and int(found["b"]) <= 12:
            seen.add(DateOrder.DAY_MONTH_YEAR)
        elif int(found["b"]) > 12 and int(found["a"]) <= 12:
            seen.add(DateOrder.MONTH_DAY_YEAR)
    return seen.pop() if len(seen) == 1 else None


def _parts(raw: str, text: str, order: DateOrder | None) -> tuple[str, int, int, re.Match[str], Era | None]:
    if found := _NUMERIC.fullmatch(text):
        year, month, day = _in_order(raw, found, order)
        return year, month, day, found, None
    if found := _CHINESE.fullmatch(text) or _COMPACT.fullmatch(text):
        return found["year"], int(found["month"]), int(found["day"]), found, None
    for worded in _WORDED:
        found = worded.fullmatch(text)
        number = _MONTHS.get(found["name"].replace(".", "")) if found else None
        if found and number:
            thai = "\u0e00" <= found["name"][0] <= "\u0e7f"
            return found["year"], number, int(found["day"]), found, Era.BUDDHIST if thai else Era.COMMON
    raise UnreadableDateError(raw)


def _in_order(raw: str, found: re.Match[str], order: DateOrder | None) -> tuple[str, int, int]:
    first, second, third = found["a"], found["b"], found["c"]
    if len(first) >= 3 or (order is DateOrder.YEAR_MONTH_DAY and len(third) <= 2):
        return first, int(second), int(third)
    if order is DateOrder.DAY_MONTH_YEAR:
        return third, int(second), int(first)
    if order is DateOrder.MONTH_DAY_YEAR:
        return third, int(first), int(second)
    if int(first) <= 12 < int(second):
        return third, int(first), int(second)
    if int(first) > 12 or first == second:
        return third, int(second), int(first)
    raise AmbiguousDateError(raw)


def _written_era(mark: str | None) -> Era | None:
    if not mark:
        return None
    if mark[0] in "พb":
        return Era.BUDDHIST
    return Era.MINGUO if mark.startswith(("民", "中")) else Era.COMMON


def _common_year(raw: str, digits: str, era: Era | None) -> int:
    year = int(digits)
    if len(digits) == 4:
        if era is Era.BUDDHIST and year < 2400:  # a Thai month name beside a common year: 15 เม.ย. 2026
            return year
        return year - 543 if 2400 <= year <= 2700 else year
    if era is Era.MINGUO or (era is None and len(digits) == 3):
        return year + 1911
    if len(digits) != 2:
        raise UnreadableDateError(raw)
    if era is Era.BUDDHIST:
        return 2500 + year - 543
    if era is Era.COMMON:
        return year + (1900 if year >= 69 else 2000)
    raise AmbiguousDateError(raw)


def _moment(raw: str, year: int, month: int, day: int, found: re.Match[str]) -> datetime:
    clock = found.groupdict()
    hour = int(clock["hour"] or 0)
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise ImpossibleDateError(raw)
        hour = hour % 12 + (12 if clock["half"].startswith("p") else 0)
    zone = clock["zone"]
    offset = "" if not zone else "+00:00" if zone in ("z", "utc") else f"{zone[:3]}:{zone[-2:]}"
    fraction = (clock["fraction"] or "0").ljust(6, "0")[:6]
    try:
        return datetime.fromisoformat(
            f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{clock['minute'] or '00'}:{clock['second'] or '00'}"
            f".{fraction}{offset}"
        )
    except ValueError:
        raise ImpossibleDateError(raw) from None
