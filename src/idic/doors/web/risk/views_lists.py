from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.differentiate.registry.errors import QuestionRefused
from idic.domain.differentiate.registry.queries.models import ranking_models
from idic.domain.differentiate.risk.operations.lists import make_risk_list
from idic.domain.differentiate.risk.queries.ranking import access_risk_list, access_risk_lists, entries_of
from idic.domain.interact.enums import FollowUpMethod
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.risk.views import chosen_model, list_form, terms_of
from idic.doors.web.segments.links import customer_url
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, keyset_page


@require_POST
def make(request: SignedInRequest) -> HttpResponse:
    require(request.user, "value.see")
    require(request.user, "follow_up.create")
    model = chosen_model(ranking_models(request.user), request.POST.get("model"))
    if model is None:
        raise NotVisible
    form = list_form(request.user, request.POST)
    _typed, terms = terms_of(request, model, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(f"{reverse('risk:overview')}?model={model.pk}")
    told = form.cleaned_data
    try:
        made = make_risk_list(
            model, terms, size=told["size"], owner=told["owner"], due_on=told["due_on"], method=told["method"],
            held_out_share=told["held_out"] / 100, by=request.user,
        )  # fmt: skip
    except QuestionRefused as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('risk:overview')}?model={model.pk}")
    messages.success(request, _("The list is made. The follow-ups come in a moment."))
    return redirect("risk:list", pk=made.pk)


@require_GET
def lists(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(access_risk_lists(request.user), Order("id", descending=True), cursor=cursor)
    return render(request, "risk/lists.html", {"page": page, "rows": page.rows})


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_risk_list(request.user, pk)
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(entries_of(request.user, found).order_by(), Order("place"), cursor=cursor)
    context: dict[str, Any] = {
        "list": found, "page": page, "rows": [(one, customer_url(one.customer_id)) for one in page.rows],
        "currency": settings.CONFIGURATION.currency, "method": FollowUpMethod(found.method).label,
    }  # fmt: skip
    return render(request, "risk/list.html", context)
