"""How the pages of relations answer: a part for htmx, the whole page without it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from idic.domain.identify.models import Customer
from idic.doors.web.relations.panel import panel_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done


def is_part(request: SignedInRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request


def form_answer(
    request: SignedInRequest, customer: Customer, template: str, values: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A refused form comes back into its own place, not into that of the panel which it would have renewed."""
    values = {"customer": customer, "part": template, "is_part": is_part(request), **values}
    if not is_part(request):
        return render(request, "relations/form_page.html", values, status=status)
    response = render(request, template, values, status=status)
    if status != 200:
        response["HX-Retarget"] = "#relation-form"
        response["HX-Reswap"] = "innerMorph"
    return response


def panel_answer(request: SignedInRequest, customer: Customer, told: str, *, noun: str, pk: int) -> HttpResponse:
    """After a write on the subject that `noun` and `pk` name: the panel anew, or the page of the relations."""
    say_done(request, told, noun=noun, pk=pk)
    if not is_part(request):
        return redirect("relations:detail", pk=customer.pk)
    return render(request, "relations/panel.html", panel_of(request.user, customer))
