"""Values as escaped HTML, fast: a page of fifty rows is a few hundred calls of small functions, and no template."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import get_currency_symbol
from django.conf import settings
from django.utils import timezone
from django.utils.html import escape as _escape
from django.utils.translation import gettext as _

from idic.doors.web.shell.parts.signs import avatar
from idic.foundation.languages import formats
from idic.foundation.nouns.fields import Field, Shown

Cell = Callable[[Any], str]
Names = Mapping[Any, str]

EMPTY = '<span class="cell-note">–</span>'
_LONGEST_SHOWN = 160
_LONGEST_WORD = 16
_THAI = re.compile("[\u0e00-\u0e7f]")
_DIALLED = re.compile(r"\+?[0-9]{3,20}")


@lru_cache(maxsize=20_000)
def escape(text: str) -> str:
    return str(_escape(text))


@lru_cache(maxsize=20_000)
def whole_words(text: str) -> str:
    """Browsers break Thai between syllables: a name is broken between its words, unless one alone is too long."""
    if not _THAI.search(text):
        return escape(text)
    return " ".join(
        f'<span class="text-nowrap">{escape(word)}</span>' if len(word) <= _LONGEST_WORD else escape(word)
        for word in text.split()
    )


def renderer(one: Field, names: Names, tones: Mapping[str, str]) -> Cell:
    """From a record to what stands in its cell."""
    read = one.value
    if read is None:
        raise LookupError(f"{one.name} has no value to show")
    show = _shower(one, names, tones)

    def cell(record: Any) -> str:
        value = read(record)
        return EMPTY if value is None or value == "" else show(value)

    return cell


def is_number(one: Field) -> bool:
    return one.shown in (Shown.NUMBER, Shown.MONEY, Shown.SHARE)


def _shower(one: Field, names: Names, tones: Mapping[str, str]) -> Callable[[Any], str]:
    match one.shown:
        case Shown.NUMBER:
            return number_shower()
        case Shown.MONEY:
            return money_shower(settings.CONFIGURATION.currency)
        case Shown.SHARE:
            return lambda value: escape(formats.percent(value))
        case Shown.DAY:
            return _day_shower()
        case Shown.MOMENT:
            return _moment_shower()
        case Shown.YES_NO:
            yes, no = escape(_("yes")), escape(_("no"))
            return lambda value: yes if value is True or value in ("true", "yes") else no
        case Shown.PERSON:
            return _person_shower(names)
        case Shown.CODES:
            words = names if one.names is not None else one.choice_labels()
            return lambda value: " ".join(_badge(words.get(code, str(code)), "neutral") for code in value) or EMPTY
        case Shown.CODE:
            return _code_shower(names if one.names is not None else one.choice_labels(), tones)
        case Shown.LINK:
            return _link
        case Shown.LONG_TEXT:
            return _long
    return _plain(one)


def _plain(one: Field) -> Callable[[Any], str]:
    if one.spelling is not None:
        shown = one.spelling.shown
        return lambda value: escape(shown(str(value)))
    if one.name == "phone":
        return _phone
    if one.name == "customer":
        return lambda value: whole_words(str(value))
    # A masked or mixed value may be of any kind.
    return lambda value: escape(str(value))


def _phone(value: Any) -> str:
    """To be called by a click where it is whole: what is masked, or was typed as no number, stays a text."""
    text = escape(str(value))
    if not _DIALLED.fullmatch(str(value)):
        return f'<span class="text-nowrap">{text}</span>'
    return f'<a class="text-nowrap" href="tel:{text}">{text}</a>'


def _long(value: Any) -> str:
    text = str(value)
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    return f'<span class="cell-long">{escape(shown)}</span>'


def _link(value: Any) -> str:
    text = escape(str(value))
    if not str(value).startswith(("http://", "https://")):
        return text
    return f'<a href="{text}" rel="noopener noreferrer" target="_blank">{text}</a>'


@lru_cache(maxsize=4000)
def _badge(text: str, tone: str) -> str:
    dot = '<span class="state-dot" aria-hidden="true"></span>'
    return f'<span class="badge state state-{tone}">{dot}{_escape(text)}</span>'


def _code_shower(words: Names, tones: Mapping[str, str]) -> Callable[[Any], str]:
    if not tones:
        return lambda value: whole_words(str(words.get(value, value)))
    return lambda value: _badge(str(words.get(value, value)), tones.get(value, "neutral"))


def _person_shower(names: Names) -> Callable[[Any], str]:
    def show(value: Any) -> str:
        name = names.get(value)
        if name is None:
            return EMPTY
        return f'<span class="cell-user">{avatar_of(name, "sm")}<span>{whole_words(name)}</span></span>'

    return show


@lru_cache(maxsize=20_000)
def avatar_of(name: str, size: str = "md") -> str:
    return str(avatar(name, "sm" if size == "sm" else "md"))


def _day_shower() -> Callable[[Any], str]:
    language, era = formats.current_language(), formats.current_era()

    def show(value: Any) -> str:
        if not isinstance(value, date):
            return escape(str(value))  # masked
        day = timezone.localtime(value).date() if isinstance(value, datetime) else value
        return _day(day, language, era)

    return show


@lru_cache(maxsize=60_000)
def _day(value: date, language: str, era: str) -> str:
    """`language` and `era` are those in force: they stand here for the memory's sake."""
    return f'<span class="text-nowrap">{_escape(formats.day(value))}</span>'


def _moment_shower() -> Callable[[Any], str]:
    language, era, today = formats.current_language(), formats.current_era(), timezone.localdate()

    def show(value: Any) -> str:
        if not isinstance(value, datetime):
            return escape(str(value))
        local = timezone.localtime(value)
        day = local.date()
        clock = local.strftime("%H:%M")
        if day == today:
            return f'<time class="text-nowrap" datetime="{value.isoformat()}">{clock}</time>'
        return f'<time datetime="{value.isoformat()}" title="{clock}">{_day(day, language, era)}</time>'

    return show


def number_shower() -> Callable[[Any], str]:
    """All four languages group by commas and part by a point, so Python's own format says the same, much faster."""

    def show(value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return escape(str(value))
        if isinstance(value, int):
            return f"{value:,}"
        return f"{value:,.2f}".rstrip("0").rstrip(".")

    return show


def money_shower(currency: str) -> Callable[[Any], str]:
    """The sign of the money stands where the reader's language puts it; an amount in a list is whole."""
    symbol = get_currency_symbol(currency, locale=formats.current_locale())
    sign = formats.SYMBOLS.get(currency, symbol)
    sample = formats.whole_money(1, currency)
    before, _one, after = (escape(part) for part in (sample.partition("1")))
    if sign not in sample:
        return lambda value: escape(formats.whole_money(value, currency))

    def show(value: Any) -> str:
        if not isinstance(value, int | float | Decimal):
            return escape(str(value))
        whole = round(value)
        return f"-{before}{-whole:,}{after}" if whole < 0 else f"{before}{whole:,}{after}"

    return show


def title_cell(title: Callable[[Any], str], url: Callable[[Any], str], *, has_avatar: bool) -> Cell:
    """The cell that leads to the record."""

    def plain(record: Any) -> str:
        return f'<a class="cell-title" href="{url(record)}">{_escape(title(record))}</a>'

    def with_avatar(record: Any) -> str:
        name = title(record)
        return f'<div class="cell-person">{avatar_of(name)}<div><a href="{url(record)}">{_escape(name)}</a></div></div>'

    return with_avatar if has_avatar else plain


def names_of(fields: Sequence[Field], records: Sequence[Any]) -> dict[str, Names]:
    """One query for each kind of name and page, whatever the number of rows; none where nobody is named."""
    found: dict[str, Names] = {}
    for one in fields:
        if one.names is None or one.value is None:
            continue
        ids = {value for record in records if (value := one.value(record)) not in (None, "")}
        found[one.name] = one.names(sorted(ids, key=str)) if ids else {}
    return found
