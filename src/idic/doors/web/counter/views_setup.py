from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.counter.errors import CounterError
from idic.domain.interact.counter.models import Counter
from idic.domain.interact.counter.operations.counters import (
    add_desk,
    archive_desk,
    archive_service,
    save_counter,
    save_service,
)
from idic.domain.interact.counter.queries.counters import (
    access_counter,
    access_desk,
    access_service,
    desks_of,
    services_of,
)
from idic.domain.interact.counter.queries.waiting import times_of
from idic.doors.web.counter.forms import CounterForm, DeskForm, ServiceForm
from idic.doors.web.counter.wording import service_name
from idic.doors.web.outside.addresses import public_address
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import may, require

_DAYS = 30


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "channel.manage")
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edited(request, access_counter(request.user, pk, permission="channel.manage"))


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, access_counter(request.user, pk))


@require_POST
def add_service(request: SignedInRequest, pk: int) -> HttpResponse:
    counter, form = access_counter(request.user, pk, permission="channel.manage"), ServiceForm(request.POST)
    if form.is_valid():
        try:
            save_service(counter, None, form.draft(), by=request.user)
        except CounterError as error:
            tell(form, error)
        else:
            messages.success(request, _("The service is saved."))
            return redirect("counters:detail", pk)
    return _page(request, counter, service_form=form, status=422)


@require_POST
def drop_service(request: SignedInRequest, pk: int, service_id: int) -> HttpResponse:
    archive_service(access_service(request.user, pk, service_id), by=request.user)
    return redirect("counters:detail", pk)


@require_POST
def new_desk(request: SignedInRequest, pk: int) -> HttpResponse:
    counter, form = access_counter(request.user, pk, permission="channel.manage"), DeskForm(request.POST)
    if not form.is_valid():
        return _page(request, counter, desk_form=form, status=422)
    add_desk(counter, form.cleaned_data["name"], by=request.user)
    return redirect("counters:detail", pk)


@require_POST
def drop_desk(request: SignedInRequest, pk: int, desk_id: int) -> HttpResponse:
    require(request.user, "channel.manage")
    archive_desk(access_desk(request.user, desk_id), by=request.user)
    return redirect("counters:detail", pk)


def _edited(request: SignedInRequest, counter: Counter | None) -> HttpResponse:
    form = CounterForm(counter, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            saved = save_counter(counter, form.draft(), by=request.user, version=form.cleaned_data["version"] or None)
        except CounterError as error:
            tell(form, error)
        else:
            messages.success(request, _("The counter is saved."))
            return redirect("counters:detail", saved.pk)
    status = 422 if form.is_bound else 200
    return render(request, "counter/form.html", {"form": form, "counter": counter}, status=status)


def _page(
    request: SignedInRequest, counter: Counter, *, service_form: ServiceForm | None = None,
    desk_form: DeskForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    now, may_manage = timezone.now(), may(request.user, "channel.manage")
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    context = {
        "counter": counter, "services": [(one, service_name(one)) for one in services_of(counter)],
        "desks": desks_of(counter), "may_manage": may_manage, "days": _DAYS,
        "times": [
            (_("Today"), times_of(counter, since=midnight, until=now + timedelta(minutes=1))),
            (_("The last 30 days"), times_of(counter, since=midnight - timedelta(days=_DAYS), until=midnight)),
        ],
        "kiosk_url": public_address(request, reverse("counter:kiosk", args=[counter.key])),
        "display_url": public_address(request, reverse("counter:display", args=[counter.key])),
    }  # fmt: skip
    if may_manage:
        context |= {"service_form": service_form or ServiceForm(), "desk_form": desk_form or DeskForm(prefix=None)}
    return render(request, "counter/detail.html", context, status=status)
