from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.identify.arrivals.errors import PlaceError, place_sentence
from idic.domain.identify.arrivals.models import Arrival, Schedule
from idic.domain.identify.arrivals.operations.schedules import remove_schedule, save_schedule
from idic.domain.identify.arrivals.operations.visiting import start_visit
from idic.domain.identify.arrivals.queries.schedules import access_schedule, access_schedules, arrivals_of
from idic.domain.identify.queries.imports import failure_sentence, sources_for_import
from idic.doors.web.imports.schedule_form import ScheduleForm
from idic.doors.web.requests import SignedInRequest
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page


@require_GET
def schedule_list(request: SignedInRequest) -> HttpResponse:
    schedules = access_schedules(request.user).order_by("name", "pk")
    rows = [(one, place_sentence(one.error_code) if one.error_code else "") for one in schedules]
    return render(request, "imports/schedules.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    form = ScheduleForm(sources_for_import(request.user), None, request.POST if request.method == "POST" else None)
    saved = _saved(request, form, None)
    if saved is not None:
        return redirect("imports:schedule", saved.pk)
    return render(request, "imports/schedule_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came from there, with the settings below."""
    schedule = access_schedule(request.user, pk)
    form = ScheduleForm(sources_for_import(request.user), schedule, request.POST if request.method == "POST" else None)
    if _saved(request, form, schedule) is not None:
        messages.success(request, _("The schedule was saved."))
        return redirect("imports:schedule", pk)
    arrivals = arrivals_of(schedule)
    page = keyset_page(
        arrivals, Order("pk", descending=True), cursor=request.GET.get("after") or request.GET.get("before")
    )
    context = {
        "schedule": schedule,
        "failure": place_sentence(schedule.error_code) if schedule.error_code else "",
        "form": form,
        "rows": [(arrival, _reason(arrival)) for arrival in page.rows],
        "page": page,
        "count": bounded_count(arrivals).value,
    }
    return render(request, "imports/schedule.html", context, status=422 if form.is_bound else 200)


@require_POST
def visit(request: SignedInRequest, pk: int) -> HttpResponse:
    start_visit(access_schedule(request.user, pk), by=request.user)
    messages.success(request, _("The place is being visited. Load this page again in a moment to see what came."))
    return redirect("imports:schedule", pk)


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    schedule = access_schedule(request.user, pk)
    remove_schedule(schedule, by=request.user)
    messages.success(request, _("%(name)s was removed. What was imported stays.") % {"name": schedule.name})
    return redirect("imports:schedules")


def _saved(request: SignedInRequest, form: ScheduleForm, schedule: Schedule | None) -> Schedule | None:
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return save_schedule(schedule, form.wish(), by=request.user)
    except PlaceError as refusal:
        form.add_error("host_key" if refusal.code == "other_host_key" else "address", str(refusal))
        return None


def _reason(arrival: Arrival) -> str:
    if not arrival.error_code:
        return ""
    if arrival.error_code == "columns_unknown":
        return _("Nobody has mapped these columns yet. Import one such file of this source by hand, then try again.")
    return failure_sentence(
        {"table_code": arrival.error_code, "values": arrival.error_data}, file_name=arrival.file_name
    )
