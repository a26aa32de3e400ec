from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.calendars.week_grid import DayHours, hours_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.calendars.errors import CalendarError
from idic.foundation.calendars.models import Calendar
from idic.foundation.calendars.operations.calendars import archive_calendar, make_default, restore_calendar
from idic.foundation.calendars.queries.calendars import access_calendar, access_calendars
from idic.foundation.calendars.queries.days import ruling, weeks_of
from idic.foundation.calendars.queries.missing import holidays_missing
from idic.foundation.paging.keyset import Order, keyset_page


@dataclass(frozen=True)
class Row:
    calendar: Calendar
    hours: list[DayHours]
    missing: str


@require_GET
def calendar_list(request: SignedInRequest) -> HttpResponse:
    archived = "archived" in request.GET
    page = keyset_page(
        access_calendars(request.user, archived=archived), Order("name"),
        cursor=request.GET.get("after") or request.GET.get("before"),
    )  # fmt: skip
    today = timezone.localdate()
    versions = weeks_of(page.rows)
    missing: dict[int, list[str]] = {}
    for lack in holidays_missing(today):
        missing.setdefault(lack.calendar_id, []).append(str(lack.year))
    rows = [
        Row(one, hours_of(ruling(versions[one.pk], today).week), ", ".join(missing.get(one.pk, [])))
        for one in page.rows
    ]
    return render(request, "calendars/list.html", {"rows": rows, "page": page, "archived": archived})


@require_POST
def default(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        calendar = make_default(access_calendar(request.user, pk), by=request.user)
    except CalendarError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("“%(name)s” is the default calendar.") % {"name": calendar.name})
    return redirect("calendars:detail", pk)


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        calendar = archive_calendar(access_calendar(request.user, pk), by=request.user)
    except CalendarError as error:
        messages.error(request, str(error))
        return redirect("calendars:detail", pk)
    say_done(
        request, _("The calendar “%(name)s” is archived.") % {"name": calendar.name}, noun="calendar", pk=calendar.pk
    )
    return redirect("calendars:list")


@require_POST
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        calendar = restore_calendar(access_calendar(request.user, pk), by=request.user)
    except CalendarError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The calendar “%(name)s” is back.") % {"name": calendar.name})
    return redirect("calendars:detail", pk)
