"""Days and texts of what people tell about relations."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from idic.domain.identify.errors import InvalidValue
from idic.methods.normalise.text import normalise

_FIRST = date(1900, 1, 1)
_YEARS_AHEAD = 10


def checked_days(starts_on: date | None, ends_on: date | None, *, today: date) -> None:
    """A year of another era, as 2569, is a slip and no plan."""
    for name, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day is not None and not (day >= _FIRST and day.year <= today.year + _YEARS_AHEAD):
            raise InvalidValue(
                name,
                _("Give a day between %(first)s and %(last)s.")
                % {"first": _FIRST.year, "last": today.year + _YEARS_AHEAD},
            )
    if starts_on and ends_on and ends_on < starts_on:
        raise InvalidValue("ends_on", _("The end cannot come before the start."))


def checked_text(name: str, text: str, *, longest: int) -> str:
    if "\x00" in text:
        raise InvalidValue(name, _("Take out the sign that cannot be stored."))
    words = normalise(text)
    if len(words) > longest:
        raise InvalidValue(name, _("Use at most %(longest)s characters.") % {"longest": longest})
    return words
