from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.identify.errors import InvalidValue, RelationRefused
from idic.domain.identify.operations.wallet_shares import record_share, remove_share
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.wallet_shares import access_share, category_names, competitor_names
from idic.doors.web.relations.answers import form_answer, panel_answer
from idic.doors.web.relations.forms import THEM, US, ShareForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.errors import NotVisible


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    competitor = request.GET.get("competitor", "")[:120]
    initial = {
        "who": THEM if competitor or request.GET.get("who") == THEM else US,
        "competitor": competitor,
        "category": request.GET.get("category", "")[:120],
    }
    form = ShareForm(request.POST if request.method == "POST" else None, initial=initial, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            share = record_share(customer, **form.told(), by=request.user)
        except (RelationRefused, InvalidValue) as error:
            tell(form, error)
        else:
            return panel_answer(request, customer, _("The share is noted."), noun="wallet_share", pk=share.pk)
    values = {"form": form, "competitors": competitor_names(), "categories": category_names()}
    return form_answer(request, customer, "relations/share.html", values, status=422 if form.is_bound else 200)


@require_POST
def remove(request: SignedInRequest, pk: int, share_pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    share = access_share(request.user, share_pk, permission="customer.change")
    if share.customer_id != customer.pk:
        raise NotVisible
    remove_share(share, by=request.user)
    return panel_answer(
        request, customer, _("The share was removed. The timeline remembers it."), noun="wallet_share", pk=share_pk
    )
