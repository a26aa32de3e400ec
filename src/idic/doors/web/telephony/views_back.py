from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.telephony.errors import TelephonyError
from idic.domain.interact.telephony.models import NEVER, CallBack
from idic.domain.interact.telephony.operations.call_backs import (
    claim_call_back,
    finish_call_back,
    open_case_of_call_back,
    release_call_back,
    try_call_back,
)
from idic.domain.interact.telephony.operations.queueing import ask_call_back
from idic.domain.interact.telephony.queries.call_backs import (
    BACK_TABS,
    access_call_back,
    back_counts,
    call_backs,
    order_of,
)
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.telephony.forms import CallBackForm, CaseOfCallForm
from idic.doors.web.telephony.tabs import telephone_tabs
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.rules import may, require
from idic.foundation.paging.keyset import keyset_page


@require_GET
def queue(request: SignedInRequest) -> HttpResponse:
    user, now = request.user, timezone.now()
    require(user, "case.see")
    which = next((one for one in BACK_TABS if one == request.GET.get("which")), BACK_TABS[0])
    counts = back_counts(user, now=now)
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(call_backs(user, which), order_of(which), cursor=cursor)
    labels = (("free", _("Waiting"), counts.free), ("mine", _("Mine"), counts.mine), ("done", _("Closed"), None))
    context = {
        "rows": [_row(one, user.pk, now) for one in page.rows], "page": page, "which": which, "counts": counts,
        "tabs": telephone_tabs(user, "back", counts), "choices": labels, "may_work": may(user, "case.create"),
    }  # fmt: skip
    return render(request, "telephony/back.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.create")
    initial = {"number": request.GET.get("number", "")[:60], "name": request.GET.get("name", "")[:300]}
    form = CallBackForm(request.POST) if request.method == "POST" else CallBackForm(initial=initial)
    if form.is_bound and form.is_valid():
        try:
            ask_call_back(by=request.user, **form.cleaned_data)
        except TelephonyError as error:
            tell(form, error)
        else:
            messages.success(request, _("They stand in the queue now."))
            return redirect("calls:back")
    status = 422 if form.is_bound else 200
    return render(request, "telephony/ask.html", {"form": form, "parent_url": reverse("calls:back")}, status=status)


@require_POST
def act(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    require(request.user, "case.create")
    row, user = access_call_back(request.user, pk), request.user
    acts: dict[str, Any] = {
        "claim": lambda: claim_call_back(row, by=user), "release": lambda: release_call_back(row, by=user),
        "tried": lambda: try_call_back(row, by=user), "reached": lambda: finish_call_back(row, is_reached=True, by=user),
        "given-up": lambda: finish_call_back(row, is_reached=False, by=user),
    }  # fmt: skip
    if act not in acts:
        raise Http404
    try:
        acts[act]()
    except TelephonyError as error:
        messages.error(request, str(error))
        return redirect("calls:back")
    messages.success(request, _done()[act])
    return redirect(f"{reverse('calls:back')}{'?which=mine' if act == 'claim' else ''}")


@require_http_methods(["GET", "POST"])
def to_case(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "case.create")
    row = access_call_back(request.user, pk)
    form = CaseOfCallForm(request.POST if request.method == "POST" else None, initial={"text": row.note})
    if form.is_bound and form.is_valid():
        try:
            case = open_case_of_call_back(row, by=request.user, **form.cleaned_data)
        except (CaseError, TelephonyError) as error:
            form.add_error(None, str(error))
        else:
            say_done(request, _("Case %(number)s is opened.") % {"number": case.number}, noun="case", pk=case.pk)
            return redirect("cases:detail", pk=case.pk)
    context = {"form": form, "row": row, "parent_url": reverse("calls:back")}
    return render(request, "telephony/to_case.html", context, status=422 if form.is_bound else 200)


def _done() -> dict[str, str]:
    return {
        "claim": _("It is yours: call them now."), "release": _("It waits for somebody again."),
        "tried": _("Kept as tried; it waits for the next try."), "reached": _("They were reached."),
        "given-up": _("Closed: they could not be reached."),
    }  # fmt: skip


def _row(one: CallBack, user_id: int, now: Any) -> dict[str, Any]:
    return {
        "one": one, "due_at": None if one.due_at == NEVER else one.due_at, "is_late": one.is_open and one.due_at < now,
        "is_mine": one.is_open and one.claimed_by_id == user_id, "is_free": one.is_open and not one.is_held(now),
    }  # fmt: skip
