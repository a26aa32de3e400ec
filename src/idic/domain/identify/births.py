"""When somebody was born, as far as a record tells it."""

from __future__ import annotations

from datetime import date

from idic.methods.normalise.dates import DateError, DateOrder, Era, UnreadableDateError, parse_date, parse_year

# Nobody alive was born before; such a year is a slip or an era that was not recognised.
_FIRST_BIRTH_YEAR = 1850
_LAST_BIRTH_YEAR = 2100


def read_birth_date(raw: str, order: DateOrder | None, era: Era | None, today: date | None) -> date:
    day = parse_date(raw, order=order, era=era, as_of=today)
    if day.year < _FIRST_BIRTH_YEAR:
        raise UnreadableDateError
    return day


def read_birth_year(raw: str, era: Era | None, today: date | None) -> int | None:
    """Where the year alone is told. It is no birth date, but two records may agree in it."""
    try:
        year = parse_year(raw, era=era)
    except DateError:
        return None
    return year if _FIRST_BIRTH_YEAR <= year <= (today.year if today else _LAST_BIRTH_YEAR) else None
