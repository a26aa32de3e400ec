"""The time of a promise as customers say it: three working days, not 21 h of open time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.utils.translation import ngettext

from idic.foundation.languages import formats
from idic.methods.business_clock import BusinessClock

_LOOKED_AT = 28
_DAY_AND_NIGHT = 24 * 60


def promised_time(minutes: int, clock: BusinessClock, today: date) -> str:
    """In days where it is so many whole ones of the hours that are usual now, else in hours. Somebody who is open day and
    night has no working hours: an hour is an hour."""
    day = usual_day(clock, today)
    is_always = day == _DAY_AND_NIGHT
    if day and minutes % day == 0:
        return _days(minutes // day, is_always=is_always)
    hours, rest = divmod(minutes, 60)
    parts = [_hours(hours, is_always=is_always)] if hours else []
    if rest:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": formats.number(rest)})
    return " ".join(parts)


def usual_day(clock: BusinessClock, today: date) -> int:
    """The open minutes of most working days; a half day before a holiday is none of them."""
    days = (clock.windows_on(today + timedelta(days=number)) for number in range(_LOOKED_AT))
    lengths = Counter(sum(one.closes - one.opens for one in windows) for windows in days if windows)
    return lengths.most_common(1)[0][0] if lengths else 0


def _days(count: int, *, is_always: bool) -> str:
    words = (
        ngettext("%(count)s day", "%(count)s days", count)
        if is_always
        else ngettext("%(count)s working day", "%(count)s working days", count)
    )
    return words % {"count": formats.number(count)}


def _hours(count: int, *, is_always: bool) -> str:
    words = (
        ngettext("%(count)s hour", "%(count)s hours", count)
        if is_always
        else ngettext("%(count)s working hour", "%(count)s working hours", count)
    )
    return words % {"count": formats.number(count)}
