from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.counter.errors import CounterError
from idic.domain.interact.counter.models import Desk
from idic.domain.interact.counter.operations.desks import get_up, sit_down
from idic.domain.interact.counter.operations.serving import (
    begin_service,
    call_again,
    call_next,
    finish,
    mark_not_here,
    open_case_of_ticket,
    pass_on,
    put_back,
)
from idic.domain.interact.counter.queries.counters import (
    access_counters,
    access_desk,
    access_ticket,
    services_of,
    with_desks,
)
from idic.domain.interact.counter.queries.waiting import at_desk, gone_today, waiting_at
from idic.doors.web.counter.forms import CounterCaseForm
from idic.doors.web.counter.wording import service_name
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.telephony.forms import chosen_customer
from idic.foundation.accounts.rules import may, require
from idic.foundation.paging.keyset import Order, keyset_page


@require_GET
def counter_list(request: SignedInRequest) -> HttpResponse:
    page = keyset_page(
        with_desks(access_counters(request.user)),
        Order("name"),
        cursor=request.GET.get("after") or request.GET.get("before"),
    )
    context = {
        "page": page, "rows": page.rows, "may_manage": may(request.user, "channel.manage"),
        "may_work": may(request.user, "case.create"),
    }  # fmt: skip
    return render(request, "counter/list.html", context)


@require_GET
def desk(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, access_desk(request.user, pk))


@require_GET
def waiting(request: SignedInRequest, pk: int) -> HttpResponse:
    """The part that is read anew every few seconds."""
    return render(request, "counter/_waiting.html", _queue(access_desk(request.user, pk)))


@require_POST
def seat(request: SignedInRequest, pk: int) -> HttpResponse:
    row = access_desk(request.user, pk)
    try:
        if request.POST.get("up") == "1":
            get_up(row, by=request.user)
            return redirect("counters:list")
        sit_down(row, by=request.user)
    except CounterError as error:
        messages.error(request, str(error))
        return redirect("counters:list")
    return redirect("counters:desk", pk)


@require_POST
def next_one(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "case.create")
    only = request.POST.get("service", "")
    services = (int(only),) if only.isascii() and only.isdecimal() and len(only) < 19 else ()
    try:
        call_next(access_desk(request.user, pk), services=services, by=request.user)
    except CounterError as error:
        messages.info(request, str(error))
    return redirect("counters:desk", pk)


@require_POST
def act(request: SignedInRequest, pk: int, ticket_id: int, act: str) -> HttpResponse:
    require(request.user, "case.create")
    row, ticket, user = access_desk(request.user, pk), access_ticket(request.user, ticket_id), request.user
    if ticket.counter_id != row.counter_id:
        raise Http404
    acts: dict[str, Any] = {
        "again": call_again, "not-here": mark_not_here, "serve": begin_service, "finish": finish, "put-back": put_back,
    }  # fmt: skip
    try:
        if act == "pass-on":
            chosen = next((one for one in services_of(row.counter) if str(one.pk) == request.POST.get("service")), None)
            if chosen is None:
                raise Http404
            pass_on(ticket, chosen, by=user)
        elif act in acts:
            acts[act](ticket, by=user)
        else:
            raise Http404
    except CounterError as error:
        messages.error(request, str(error))
    return redirect("counters:desk", pk)


@require_POST
def open_case(request: SignedInRequest, pk: int, ticket_id: int) -> HttpResponse:
    require(request.user, "case.create")
    row, ticket, form = (
        access_desk(request.user, pk),
        access_ticket(request.user, ticket_id),
        CounterCaseForm(request.POST),
    )
    customer = chosen_customer(request.user, request.POST.get("customer", ""))
    if form.is_valid():
        said = form.cleaned_data
        try:
            case = open_case_of_ticket(
                ticket, title=said["title"], purpose=said["purpose"], text=said["text"], customer=customer,
                name=said["contact_name"], by=request.user,
            )  # fmt: skip
        except (CaseError, CounterError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Case %(number)s is opened.") % {"number": case.number})
            return redirect("counters:desk", pk)
    return _page(request, row, form=form, chosen=customer, status=422)


def _page(
    request: SignedInRequest, row: Desk, *, form: CounterCaseForm | None = None, chosen: Customer | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    ticket, services = at_desk(request.user, row), services_of(row.counter)
    customer = ticket.customer_id if ticket is not None else None
    initial = {"purpose": ticket.service.purpose, "title": service_name(ticket.service)} if ticket else {}
    context: dict[str, Any] = {
        **_queue(row), "ticket": ticket, "services": [(one.pk, one.letter, service_name(one)) for one in services],
        "chosen": chosen or (chosen_customer(request.user, str(customer)) if customer and form is None else None),
        "form": form or CounterCaseForm(initial=initial), "is_mine": row.user_id == request.user.pk,
        "service": service_name(ticket.service) if ticket else "", "may_work": may(request.user, "case.create"),
    }  # fmt: skip
    return render(request, "counter/desk.html", context, status=status)


def _queue(row: Desk) -> dict[str, Any]:
    now = timezone.now()
    rows = waiting_at(row.counter, now=now)
    return {
        "desk": row, "counter": row.counter, "waiting": [(one, _minutes(now - one.taken_at)) for one in rows],
        "gone": gone_today(row.counter, now=now),
    }  # fmt: skip


def _minutes(time: timedelta) -> int:
    return max(0, int(time.total_seconds() // 60))
