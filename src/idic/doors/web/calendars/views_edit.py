from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.doors.web.calendars.forms import CalendarForm
from idic.doors.web.calendars.week_grid import grid, slots_of, typed_grid, typed_slots, typed_week, windows_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.enums import LIST_OF_ZONE
from idic.foundation.calendars.errors import CalendarError, HoursRefused
from idic.foundation.calendars.models import Calendar
from idic.foundation.calendars.operations.calendars import CalendarDraft, change_calendar, create_calendar
from idic.foundation.calendars.queries.calendars import access_calendar
from idic.foundation.calendars.queries.days import versions_of
from idic.foundation.calendars.seed import HALF_DAY, OFFICE_WEEK


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "calendar.manage")
    if request.method == "GET":
        zone = settings.TIME_ZONE
        form = CalendarForm(initial={"zone": zone, "holiday_list": LIST_OF_ZONE.get(zone, "")}, is_new=True)
        return _page(request, form, week=OFFICE_WEEK, half_day=HALF_DAY)
    form = CalendarForm(request.POST, is_new=True)
    try:
        if form.is_valid():
            calendar = create_calendar(_draft(request, form), by=request.user)
            messages.success(request, _("The calendar “%(name)s” is there.") % {"name": calendar.name})
            return redirect("calendars:detail", calendar.pk)
    except CalendarError as error:
        return _refused(request, form, error)
    return _refused(request, form)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    calendar = access_calendar(request.user, pk)
    if request.method == "GET":
        newest = versions_of(calendar)[-1]
        form = CalendarForm(
            initial={
                "name": calendar.name, "zone": calendar.zone, "holiday_list": calendar.holiday_list,
                "version": calendar.version,
            }
        )  # fmt: skip
        return _page(request, form, calendar=calendar, week=newest.week, half_day=newest.half_day)
    form = CalendarForm(request.POST)
    try:
        if form.is_valid():
            change_calendar(
                calendar, _draft(request, form), version=form.cleaned_data["version"] or 0, by=request.user,
                valid_from=form.cleaned_data["valid_from"],
            )  # fmt: skip
            messages.success(request, _("The calendar “%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
            return redirect("calendars:detail", pk)
    except CalendarError as error:
        return _refused(request, form, error, calendar=calendar)
    return _refused(request, form, calendar=calendar)


def _draft(request: SignedInRequest, form: CalendarForm) -> CalendarDraft:
    values, given = form.cleaned_data, request.POST
    return CalendarDraft(
        name=values["name"], zone=values["zone"], week=typed_week(given),
        half_day=windows_of(typed_slots("half", given), field="half_day"), holiday_list=values["holiday_list"],
    )  # fmt: skip


def _refused(
    request: SignedInRequest,
    form: CalendarForm,
    error: CalendarError | None = None,
    *,
    calendar: Calendar | None = None,
) -> HttpResponse:
    """The page again with what was typed."""
    hours = error if isinstance(error, HoursRefused) else None
    if error is not None and hours is None:
        tell(form, error)
    elif hours is not None and hours.day is None:
        form.add_error(None, str(hours))
    given = request.POST
    return render(
        request, "calendars/edit.html",
        {
            "form": form, "calendar": calendar, "rows": typed_grid(given, hours),
            "half_day": typed_slots("half", given)[:1],
        },
        status=422,
    )  # fmt: skip


def _page(
    request: SignedInRequest, form: CalendarForm, *, week: list[list[str]], half_day: list[str],
    calendar: Calendar | None = None,
) -> HttpResponse:  # fmt: skip
    return render(
        request, "calendars/edit.html",
        {"form": form, "calendar": calendar, "rows": grid(week), "half_day": slots_of("half", half_day, 1)},
    )  # fmt: skip
