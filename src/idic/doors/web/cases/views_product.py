"""About which product a case is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.catalogue.models import Product
from idic.domain.catalogue.queries.products import access_products, matching
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.queries.cases import access_case
from idic.doors.web.cases.views_whose import number_in
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.texts import one_line

_MOST_PRODUCTS = 8


@require_POST
def product(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access_case(request.user, pk, permission="case.change")
    if "product" not in request.POST:
        messages.error(request, _("Choose a product first."))
        return redirect("cases:detail", pk=pk)
    chosen = _chosen_product(request)
    try:
        change_case(case, {"product": chosen}, version=number_in(request.POST.get("version", "")), by=request.user)
    except CaseError as error:
        messages.error(request, str(error))
    else:
        told = {"number": case.number, "name": chosen.name if chosen else ""}
        words = _("Case %(number)s is about %(name)s.") if chosen else _("Case %(number)s is about no product.")
        say_done(request, words % told, noun="case", pk=pk)
    return redirect("cases:detail", pk=pk)


@require_GET
def products(request: SignedInRequest) -> HttpResponse:
    """Choices while a name or code is typed: one, or several where a form takes more."""
    text = one_line(request.GET.get("product_name", ""), 100)
    found = matching(access_products(request.user), text).order_by("name", "pk")[:_MOST_PRODUCTS] if text else ()
    several = "several" in request.GET
    into = "products" if several else "product"
    return render(request, "cases/_products.html", {"found": found, "asked": text, "several": several, "into": into})


def _chosen_product(request: SignedInRequest) -> Product | None:
    text = request.POST.get("product", "")
    if not text:
        return None
    found = access_products(request.user).filter(pk=number_in(text)).first()
    if found is None:
        raise NotVisible
    return found
