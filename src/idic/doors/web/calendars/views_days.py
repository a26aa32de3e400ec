from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from idic.doors.web.calendars.views_year import year_asked, year_url
from idic.doors.web.requests import SignedInRequest
from idic.foundation.calendars.errors import CalendarError
from idic.foundation.calendars.operations.days import HolidaysTaken, remove_exception, take_holidays
from idic.foundation.calendars.queries.calendars import access_calendar


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    year = year_asked(request.POST.get("year", ""))
    try:
        taken = take_holidays(access_calendar(request.user, pk), year, by=request.user)
    except CalendarError as error:
        messages.error(request, str(error))
    else:
        _tell(request, taken, year)
    return redirect(year_url(pk, year))


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    calendar = access_calendar(request.user, pk)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return redirect("calendars:detail", pk)
    try:
        remove_exception(calendar, day, by=request.user)
    except CalendarError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The day is as in the week again."))
    return redirect(year_url(pk, day.year))


def _tell(request: SignedInRequest, taken: HolidaysTaken, year: int) -> None:
    text = ngettext(
        "%(count)s day of %(year)s was taken.", "%(count)s days of %(year)s were taken.", taken.added
    ) % {"count": taken.added, "year": year}  # fmt: skip
    if taken.kept:
        text += " " + ngettext(
            "%(count)s that somebody had set before stays.", "%(count)s that somebody had set before stay.", taken.kept
        ) % {"count": taken.kept}  # fmt: skip
    messages.success(request, text)
    if taken.awaits_make_up:
        messages.warning(
            request,
            _("Which weekends of %(year)s are worked is not known yet. Take the holidays again once it is announced and "
              "IDIC was updated, or add the days by hand.") % {"year": year},
        )  # fmt: skip
