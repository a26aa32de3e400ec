"""Numbers, money and dates as the reader writes them. Language comes from Django, the era from the request."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, get_args

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_currency_precision,
    get_currency_symbol,
)
from django.utils import timezone
from django.utils.translation import get_language

Number = int | float | Decimal
Length = Literal["short", "medium", "long", "full"]

_LENGTHS = frozenset(get_args(Length))

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
    return _locale(current_language())


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(LOCALES[language])


def number(value: Number, digits: int | None = None) -> str:
    """At most two decimals, or exactly `digits`."""
    return _grouped(value, 0 if digits is None else digits, 2 if digits is None else digits)


def _grouped(value: Number, least: int, most: int) -> str:
    """What CLDR's "#,##0.00" gives in each of our languages: they share the signs, and all round half to even.

    Babel reads its pattern anew for every number, which is dear in a list of fifty rows.
    """
    exact = value if isinstance(value, Decimal | int) else Decimal(str(value))
    if isinstance(exact, Decimal) and not exact.is_finite():
        return format_decimal(value, locale=current_locale())
    text = f"{exact:,d}" + ("." + "0" * most if most else "") if isinstance(exact, int) else f"{exact:,.{most}f}"
    for _ in range(most - least):
        if text[-1] != "0":
            break
        text = text[:-1]
    text = text.removesuffix(".")
    return text[1:] if text[0] == "-" and not text.strip("-0.,") else text


def compact(value: Number) -> str:
    """12345678 as 12.3M, 1234.6万, 1234.6萬."""
    return format_compact_decimal(value, format_type="short", locale=current_locale(), fraction_digits=1)


def percent(value: Number, digits: int = 1) -> str:
    """`value` is a share: 0.125 reads 12.5%."""
    exact = value if isinstance(value, Decimal | int) else Decimal(str(value))
    return f"{_grouped(exact * 100, 0, digits)}%"


def signed_percent(value: Number, digits: int = 1) -> str:
    text = percent(-value if value < 0 else value, digits)
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


def money(amount: Number, currency: str, *, whole: bool = False) -> str:
    """With the decimals that the currency has, or rounded to whole units for headline figures."""
    rounded: Number = round(amount) if whole else amount
    before, after, digits = _money_form(currency, current_language(), whole, rounded < 0)
    return f"{before}{_grouped(-rounded if rounded < 0 else rounded, digits, digits)}{after}"


@lru_cache(maxsize=256)
def _money_form(currency: str, language: str, whole: bool, negative: bool) -> tuple[str, str, int]:
    """What stands before and after the figures, read off one amount that Babel has written, and how many decimals."""
    locale = _locale(language)
    digits = 0 if whole else get_currency_precision(currency)
    text = format_currency(
        -1 if negative else 1,
        currency,
        format=_WHOLE_UNITS.sub("", locale.currency_formats["standard"].pattern) if whole else None,
        currency_digits=not whole,
        locale=locale,
    )
    symbol = get_currency_symbol(currency, locale=locale)
    text = _LETTER_BEFORE_DIGIT.sub("\u00a0", text.replace(symbol, SYMBOLS.get(currency, symbol)))
    before, _, after = text.partition("1" + ("." + "0" * digits if digits else ""))
    return before, after, digits


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


@lru_cache(maxsize=16384)
def _date_text(value: date, form: str, language: str, era: str) -> str:
    """`form` is a length, or a skeleton such as yMMM. The same days stand in every row of every list."""
    locale = _locale(language)
    pattern = (locale.date_formats if form in _LENGTHS else locale.datetime_skeletons)[form].pattern
    if era == "buddhist":
        pattern = _in_buddhist_era(pattern, value.year, language)
    return format_date(value, format=pattern, locale=locale)


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def day(value: date | datetime, length: Length = "medium") -> str:
    return _date_text(_local(value), length, current_language(), current_era())


def month(value: date | datetime) -> str:
    return _date_text(_local(value), "yMMM", current_language(), current_era())


def clock(value: datetime) -> str:
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return _clock_text(local.hour, local.minute, current_language())


@lru_cache(maxsize=4 * 24 * 60)
def _clock_text(hour: int, minute: int, language: str) -> str:
    return format_time(time(hour, minute), format="h:mm a" if language == "en" else "HH:mm", locale=_locale(language))


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
    return _ago_text(timedelta(since.days, since.seconds), granularity, current_language())


@lru_cache(maxsize=4096)
def _ago_text(since: timedelta, granularity: Literal["second", "day"], language: str) -> str:
    return format_timedelta(
        since, granularity=granularity, add_direction=True, threshold=0.95, locale=_locale(language)
    )


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


def language_name(code: str) -> str:
    """What the reader calls a language; a code that is none stays as it is."""
    return _language_name(code, current_language()) if code else ""


@lru_cache(maxsize=1024)
def _language_name(code: str, language: str) -> str:
    try:
        told = Locale.parse(code, sep="-" if "-" in code else "_").get_display_name(_locale(language))
    except (ValueError, UnknownLocaleError):
        return code
    return told or code


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
