from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.search import search_customers
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.contact import AccessMode
from idic.doors.web.cases.forms import CaseForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.rules import may, require

#: What the next case from the same contact takes over.
_SAME = ("mode", "customer", "contact_name", "contact_address", "language", "received_at")


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    """`?customer=`, `?mode=` and `?title=` fill in what is known already."""
    require(request.user, "case.create")
    if request.method == "GET":
        return _page(request, CaseForm(by=request.user, initial=_prefilled(request)))
    form = CaseForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            case = open_case(form.draft(), by=request.user)
        except CaseError as error:
            tell(form, error)
        else:
            if request.POST.get("then") == "another":
                return _another(request, form, case)
            say_done(request, _("Case %(number)s is opened.") % {"number": case.number}, noun="case", pk=case.pk)
            return redirect("cases:detail", pk=case.pk)
    return _page(request, form, status=422)


@require_GET
def customers(request: SignedInRequest) -> HttpResponse:
    """Choices while a name is typed. `chosen=none` where they are offered before anybody has typed."""
    require(request.user, "case.create")
    text = request.GET.get("customer_name", "")
    found = search_customers(request.user, text, limit=6) if may(request.user, "customer.see") else []
    return render(request, "work/_customers.html", {
        "found": [one.customer for one in found], "is_open": request.GET.get("chosen") == "none",
    })  # fmt: skip


def _another(request: SignedInRequest, form: CaseForm, made: Case) -> HttpResponse:
    """One contact may hold several wishes: who and how stay, what is asked anew."""
    messages.success(request, _("Case %(number)s is opened. Write down the next one.") % {"number": made.number})
    initial = {name: form.cleaned_data[name] for name in _SAME}
    return _page(request, CaseForm(by=request.user, initial={**initial, "purpose": made.purpose}))


def _page(request: SignedInRequest, form: CaseForm, *, status: int = 200) -> HttpResponse:
    return render(request, "cases/form.html", {"form": form, "cancel_url": reverse("cases:list")}, status=status)


def _prefilled(request: SignedInRequest) -> dict[str, object]:
    query, found = request.GET, dict[str, object]()
    customer = query.get("customer", "")
    if customer.isdecimal() and len(customer) < 19:
        found["customer"] = access_customer(request.user, int(customer))
    if query.get("mode") in AccessMode.values:
        found["mode"] = query["mode"]
    if query.get("title"):
        found["title"] = query["title"][:300]
    return found
