"""Two customers become one: side by side, field by field; and the search for the second one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.merging.apart import are_kept_apart
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.duplicates import exact_duplicates
from idic.domain.identify.queries.relations import candidates
from idic.doors.web.customers.merging import Line, choices_in, figures_of, lines_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.rules import require
from idic.foundation.texts import trimmed

_MOST_FOUND = 12


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest) -> HttpResponse:
    require(request.user, "customer.merge")
    ids = _asked(request)
    if len(ids) != 2:
        messages.error(request, _("Choose exactly two customers to merge."))
        return redirect("customers:list")
    first, second = (access_customer(request.user, pk, permission="customer.change") for pk in ids)
    if first.pk == second.pk:
        messages.info(request, _("These are one customer already."))
        return redirect("customers:detail", pk=first.pk)
    lines = lines_of(request.user, first, second)
    values: dict[str, object] = {"refusal": ""}
    if request.method == "POST":
        survivor, absorbed = (second, first) if request.POST.get("survivor") == str(second.pk) else (first, second)
        if any(line.is_conflict for line in lines) and "anyway" not in request.POST:
            values["refusal"] = _("Tick the box below if these are one customer all the same.")
        else:
            versions = _number(request, f"version-{survivor.pk}"), _number(request, f"version-{absorbed.pk}")
            try:
                merge_customers(survivor, absorbed, choices_in(request.POST, lines), by=request.user, versions=versions)
            except IdentifyError as error:
                values["refusal"] = str(error)
            else:
                told = _("%(absorbed)s is part of %(survivor)s now.")
                say_done(
                    request, told % {"absorbed": absorbed.name, "survivor": survivor.name}, noun="customer",
                    pk=survivor.pk,
                )  # fmt: skip
                return redirect("customers:detail", pk=survivor.pk)
    values |= {
        "first": first, "second": second, "rows": [(line, _chosen(request, line)) for line in lines],
        "figures": figures_of(first, second),
        "survivor": _survivor(request, first, second), "typed": request.POST,
        "has_conflict": any(line.is_conflict for line in lines), "other_kind": first.kind != second.kind,
        "apart": are_kept_apart(first.pk, second.pk),
    }  # fmt: skip
    return render(request, "customers/merge.html", values, status=422 if values["refusal"] else 200)


@require_GET
def merge_with(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whom to merge this customer with: who shares a phone or a number, and whoever the typed text finds."""
    customer = access_customer(request.user, pk, permission="customer.change")
    require(request.user, "customer.merge")
    text = trimmed(request.GET.get("q", ""), 100)
    found = candidates(request.user, text, kind=None, but=customer, limit=_MOST_FOUND) if text else []
    alike = [] if text else _alike(request, customer)
    values = {"customer": customer, "q": text, "found": found, "alike": alike}
    is_part = request.htmx and not request.htmx.history_restore_request
    return render(request, "customers/merge_found.html" if is_part else "customers/merge_with.html", values)


def _alike(request: SignedInRequest, customer: Customer) -> list[Customer]:
    told = {
        "phone": customer.phone,
        "email": customer.email,
        "national_id": customer.national_id,
        "tax_id": customer.tax_id,
    }
    found = exact_duplicates(request.user, {name: value for name, value in told.items() if value}, limit=_MOST_FOUND)
    return [one.customer for one in found if one.customer.pk != customer.pk]


def _asked(request: HttpRequest) -> list[int]:
    texts = [request.GET.get("first", ""), request.GET.get("second", ""), *request.GET.getlist("ids")]
    return [int(one) for one in texts if one.isascii() and one.isdecimal() and len(one) < 19][:3]


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _survivor(request: HttpRequest, first: Customer, second: Customer) -> int:
    """The one with more records, else the older one: most links and papers name it."""
    for one in (first, second):
        if request.POST.get("survivor") == str(one.pk):
            return one.pk
    return min((first, second), key=lambda one: (-one.record_count, one.pk)).pk


def _chosen(request: HttpRequest, line: Line) -> int:
    """The record whose radio button is set: what was posted, else what the rules would show."""
    typed = request.POST.get(f"choice-{line.field}", "")
    sides = {str(side.record): side.record for side in (line.first, line.second) if side is not None}
    return sides.get(typed, line.predicted)
