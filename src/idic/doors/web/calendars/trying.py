"""The try-out box: what the clock of a calendar says to two moments or a promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.doors.web.calendars.forms import TryForm
from idic.foundation.calendars.queries.clocks import clock_of
from idic.foundation.languages import formats
from idic.methods.business_clock import BudgetNotReached, ClockError, EndBeforeStart


@dataclass(frozen=True)
class Tried:
    """Sentences; `refusal` instead of an answer."""

    answers: list[tuple[str, str]]
    refusal: str = ""


def tried(calendar_id: int, form: TryForm) -> Tried:
    """The times of the form were read in the zone that is active: the calendar's."""
    clock = clock_of(calendar_id)
    start, end, hours = (form.cleaned_data[name] for name in ("start", "end", "hours"))
    answers: list[tuple[str, str]] = []
    try:
        if not clock.is_open(start):
            answers.append((_("Opens next"), _when(clock.next_open(start))))
        if hours is not None:
            answers.append((_("Due"), _when(clock.due(start, timedelta(hours=float(hours))))))
        if end is not None:
            answers.append((_("Working time until done"), duration(clock.elapsed(start, end))))
    except EndBeforeStart:
        return Tried([], _("It cannot be done before it comes in."))
    except BudgetNotReached as error:
        return Tried([], _("There is not enough open time within %(days)s days.") % {"days": error.days})
    except ClockError:
        return Tried([], _("Choose a day of this century."))
    return Tried(answers)


def duration(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if seconds:
        return _("%(hours)s h %(minutes)s min %(seconds)s s") % {"hours": hours, "minutes": minutes, "seconds": seconds}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}


def _when(moment: datetime) -> str:
    return f"{formats.weekday(moment)}, {formats.moment(moment)}"


def local_now() -> datetime:
    return timezone.localtime().replace(second=0, microsecond=0)
