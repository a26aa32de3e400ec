from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from idic.domain.identify.queries.customers import access_customer
from idic.domain.interact.telephony.models import Call
from idic.domain.interact.telephony.queries.calls import access_call, calls_of_customer
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.telephony.forms import CaseOfCallForm, NoteForm
from idic.doors.web.telephony.wording import icon_of, lasted, state_of
from idic.foundation.accounts.rules import may


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return call_page(request, access_call(request.user, pk))


@require_GET
def of_customer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The panel of a customer's page."""
    customer = access_customer(request.user, pk)
    rows = [_row(one) for one in calls_of_customer(request.user, customer.pk)]
    return render(request, "telephony/_of_customer.html", {"rows": rows})


def call_page(
    request: SignedInRequest, call: Call, *, case_form: CaseOfCallForm | None = None, status: int = 200
) -> HttpResponse:
    user = request.user
    context: dict[str, Any] = {
        **_row(call), "case_form": case_form or CaseOfCallForm(), "note_form": NoteForm(initial={"note": call.note}),
        "may_work": may(user, "case.create"), "may_name": may(user, "customer.create") and bool(call.number),
        "parent_url": reverse("calls:list"),
    }  # fmt: skip
    return render(request, "telephony/detail.html", context, status=status)


def _row(call: Call) -> dict[str, Any]:
    state, tone = state_of(call)
    return {
        "call": call,
        "icon": icon_of(call),
        "state": state,
        "tone": tone,
        "wait": lasted(call.wait),
        "talk": lasted(call.talk),
    }
