from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.doors.web.calendars import year as shown
from idic.doors.web.calendars.forms import DayForm, TryForm
from idic.doors.web.calendars.trying import local_now, tried
from idic.doors.web.calendars.week_grid import hours_of, slots_of, typed_slots, windows_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.calendars.errors import CalendarError
from idic.foundation.calendars.models import Calendar, CalendarVersion
from idic.foundation.calendars.operations.days import add_exception
from idic.foundation.calendars.queries.calendars import access_calendar
from idic.foundation.calendars.queries.days import ruling, said_days, versions_of
from idic.foundation.calendars.queries.missing import years_needed
from idic.methods.business_clock import usual_day, windows

FIRST_YEAR, LAST_YEAR = 2000, 2100


@require_http_methods(["GET", "POST"])
def year_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """A year with its days, the form that says something of one, and the try-out box."""
    calendar = access_calendar(request.user, pk)
    with timezone.override(calendar.zone):
        year = year_asked(request.GET.get("year", ""))
        form = DayForm(initial={"day": None}, auto_id="day_%s")
        if request.method == "POST":
            form = DayForm(request.POST, auto_id="day_%s")
            if form.is_valid() and _added(request, calendar, form):
                return redirect(year_url(pk, form.cleaned_data["day"].year))
        context = _context(request, calendar, year, form)
        return render(request, "calendars/year.html", context, status=422 if form.errors else 200)


def year_asked(text: str) -> int:
    """This year where nothing sensible was asked for."""
    known = text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR
    return int(text) if known else timezone.localdate().year


def year_url(pk: int, year: int) -> str:
    return f"{reverse('calendars:detail', args=[pk])}?year={year}"


def _added(request: SignedInRequest, calendar: Calendar, form: DayForm) -> bool:
    values = form.cleaned_data
    try:
        hours = _hours(request, ruling(versions_of(calendar), values["day"]), values["kind"])
        if values["kind"] != "closed" and not hours:
            form.add_error("kind", _("Give the hours, or choose “Not open”."))
            return False
        add_exception(calendar, values["day"], hours, name=values["name"], by=request.user)
    except CalendarError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("The day is set."))
    return True


def _hours(request: SignedInRequest, version: CalendarVersion, kind: str) -> list[str]:
    if kind == "half":
        return list(version.half_day)
    if kind == "usual":
        return [str(one) for one in usual_day(tuple(windows(day) for day in version.week))]
    return windows_of(typed_slots("own", request.POST), field="kind") if kind == "own" else []


def _context(request: SignedInRequest, calendar: Calendar, year: int, form: DayForm) -> dict[str, Any]:
    today = timezone.localdate()
    versions = versions_of(calendar)
    said = said_days(versions, [year], holiday_list=calendar.holiday_list, language=request.user.language)
    trial = TryForm(
        request.GET if "start" in request.GET else None, initial={"start": local_now(), "hours": 8}, auto_id="try_%s"
    )
    present = ruling(versions, today)
    needed = [*years_needed(today), *([year] if year > today.year else [])]
    lacking = [
        one for one in dict.fromkeys(needed)
        if calendar.holiday_list and not any(text.startswith(f"{one}-") for version in versions for text in version.days)
    ]  # fmt: skip
    return {
        "calendar": calendar, "year": year, "previous_year": year - 1 if year > FIRST_YEAR else None,
        "next_year": year + 1 if year < LAST_YEAR else None, "months": shown.months(versions, said, year, today),
        "weekdays": shown.short_weekdays(), "said": shown.said_rows(said), "hours": hours_of(present.week),
        "lacking": [] if calendar.is_archived else lacking, "form": form, "versions": versions, "present": present,
        "own": typed_slots("own", request.POST)[:2] if form.is_bound else slots_of("own", [], 2),
        "trial": trial, "tried": tried(calendar.pk, trial) if trial.is_bound and trial.is_valid() else None,
    }  # fmt: skip
