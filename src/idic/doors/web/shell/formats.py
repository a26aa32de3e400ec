"""Numbers, money and dates as the reader writes them. Language comes from Django, the era from the request."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_compact_decimal, format_currency, format_decimal, format_percent, get_currency_symbol
from django.utils import timezone
from django.utils.translation import get_language

Number = int | float | Decimal
Length = Literal["short", "medium", "long", "full"]

LOCALES = {"en": "en", "th": "th", "zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}
BUDDHIST_OFFSET = 543
# How a Buddhist year is marked. Thai readers take a bare year as Buddhist; the others would misread it.
BUDDHIST_MARK = {"en": "BE", "th": "พ.ศ.", "zh-hans": "佛历", "zh-hant": "佛曆"}

# The baht sign is read everywhere the product is; the letters that CLDR prefers outside Thailand only take room.
SYMBOLS = {"THB": "฿"}

_era: ContextVar[str] = ContextVar("era", default="common")
_PATTERN_FIELD = re.compile(r"'(?:[^']|'')*'|G+|y+")
_WHOLE_UNITS = re.compile(r"\.0+")
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[A-Za-z])(?=\d)")


def activate_era(era: str) -> None:
    _era.set(era if era in ("common", "buddhist") else "common")


def current_era() -> str:
    return _era.get()


def current_language() -> str:
    language = (get_language() or "en").lower()
    return language if language in LOCALES else "en"


def current_locale() -> Locale:
    return Locale.parse(LOCALES[current_language()])


def number(value: Number, digits: int | None = None) -> str:
    """At most two decimals, or exactly `digits`."""
    pattern = "#,##0.##" if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=current_locale())


def compact(value: Number) -> str:
    """12345678 as 12.3M, 1234.6万, 1234.6萬."""
    return format_compact_decimal(value, format_type="short", locale=current_locale(), fraction_digits=1)


def percent(value: Number, digits: int = 1) -> str:
    """`value` is a share: 0.125 reads 12.5%."""
    return format_percent(value, format="#,##0" + ("." + "#" * digits if digits else "") + "%", locale=current_locale())


def signed_percent(value: Number, digits: int = 1) -> str:
    text = percent(-value if value < 0 else value, digits)
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


def money(amount: Number, currency: str, *, whole: bool = False) -> str:
    """With the decimals that the currency has, or rounded to whole units for headline figures."""
    locale = current_locale()
    text = format_currency(
        round(amount) if whole else amount,
        currency,
        format=_WHOLE_UNITS.sub("", locale.currency_formats["standard"].pattern) if whole else None,
        currency_digits=not whole,
        locale=locale,
    )
    symbol = get_currency_symbol(currency, locale=locale)
    return _LETTER_BEFORE_DIGIT.sub("\u00a0", text.replace(symbol, SYMBOLS.get(currency, symbol)))


def whole_money(amount: Number, currency: str) -> str:
    return money(amount, currency, whole=True)


def _in_buddhist_era(pattern: str, year: int, language: str) -> str:
    """The pattern with its year and era fields replaced by quoted text: the day never moves, not even 29 February."""
    buddhist = year + BUDDHIST_OFFSET
    mark = BUDDHIST_MARK[language]
    marked = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal marked
        field = match.group()
        if field.startswith("'"):
            return field
        if field.startswith("G"):
            marked = True
            return f"'{mark}'"
        digits = f"{buddhist % 100:02d}" if len(field) == 2 else str(buddhist)
        if language.startswith("zh") and "年" in pattern:
            marked = True
            digits = mark + digits
        return f"'{digits}'"

    result = _PATTERN_FIELD.sub(replaced, pattern)
    return result if marked or language == "th" else f"{result} '{mark}'"


def _date_text(value: date, pattern: str) -> str:
    locale = current_locale()
    if current_era() == "buddhist":
        pattern = _in_buddhist_era(pattern, value.year, current_language())
    return format_date(value, format=pattern, locale=locale)


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def day(value: date | datetime, length: Length = "medium") -> str:
    return _date_text(_local(value), current_locale().date_formats[length].pattern)


def month(value: date | datetime) -> str:
    return _date_text(_local(value), current_locale().datetime_skeletons["yMMM"].pattern)


def clock(value: datetime) -> str:
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    pattern = "h:mm a" if current_language() == "en" else "HH:mm"
    return format_time(local.time(), format=pattern, locale=current_locale())


def moment(value: datetime, length: Length = "medium") -> str:
    return f"{day(value, length)} {clock(value)}"


def weekday(value: date | datetime) -> str:
    return format_datetime(datetime.combine(_local(value), datetime.min.time()), format="EEEE", locale=current_locale())


def ago(value: date | datetime, now: datetime | None = None) -> str:
    """Relative up to a month, then the date: "14 months ago" helps nobody. A bare date counts in whole days."""
    now = now or timezone.now()
    if isinstance(value, datetime):
        since = value - (now if timezone.is_aware(value) else timezone.make_naive(now))
    else:
        since = value - _local(now)
    if abs(since) > timedelta(days=30):
        return day(value)
    granularity: Literal["second", "day"] = "second" if isinstance(value, datetime) else "day"
    return format_timedelta(since, granularity=granularity, add_direction=True, threshold=0.95, locale=current_locale())


_BY_NAME: dict[str, Callable[..., str]] = {
    "number": number,
    "compact": compact,
    "percent": percent,
    "money": money,
    "whole_money": whole_money,
    "day": day,
    "month": month,
    "moment": moment,
}


def by_name(value: object, form: str) -> str:
    """`form` is a name and perhaps an argument, as "number", "money:THB" or "number:2"; None and text pass through."""
    if value is None:
        return ""
    if isinstance(value, str) or not form:
        return str(value)
    name, _, argument = form.partition(":")
    if name not in _BY_NAME:
        raise LookupError(f"unknown format {form!r}")
    if not argument:
        return _BY_NAME[name](value)
    return _BY_NAME[name](value, int(argument) if argument.isdigit() else argument)
