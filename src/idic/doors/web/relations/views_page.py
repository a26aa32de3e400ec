from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.relation_picture import MOST_NODES, relation_picture
from idic.domain.identify.queries.relations import candidates
from idic.doors.web.relations.answers import is_part
from idic.doors.web.relations.panel import panel_of
from idic.doors.web.relations.picture import drawing_of, rows_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.texts import trimmed


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    if customer.pk != pk:
        return redirect("relations:detail", pk=customer.pk)
    values = panel_of(request.user, customer, with_people=_with_people(request))
    return render(request, "relations/detail.html", values)


@require_GET
def panel(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    values = panel_of(request.user, customer, with_people=_with_people(request))
    return render(request, "relations/panel.html" if is_part(request) else "relations/detail.html", values)


@require_GET
def picture(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    found = relation_picture(request.user, customer, today=timezone.localdate())
    values = {
        "customer": customer,
        "picture": found,
        "drawing": drawing_of(found),
        "rows": rows_of(found),
        "most": MOST_NODES,
        "part": "relations/picture.html",
    }
    return render(request, "relations/picture.html" if is_part(request) else "relations/form_page.html", values)


@require_GET
def find(request: SignedInRequest, pk: int) -> HttpResponse:
    """The choices of the picker while somebody types."""
    require(request.user, "customer.change")
    customer = access_customer(request.user, pk)
    text = trimmed(request.GET.get("customer_text", ""), 100)
    asked = request.GET.get("kind", "")
    kind = CustomerKind(asked) if asked in CustomerKind.values else None
    found = candidates(request.user, text, kind=kind, but=customer) if text else []
    return render(request, "relations/options.html", {"found": found, "text": text, "kind": asked if kind else ""})


def _with_people(request: SignedInRequest) -> bool:
    return request.GET.get("people") != "no"
