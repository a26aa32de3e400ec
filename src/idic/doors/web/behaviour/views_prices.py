from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.differentiate.behaviour.errors import BehaviourError
from idic.domain.differentiate.enums import AnalysisKind
from idic.domain.differentiate.models import Analysis
from idic.domain.differentiate.operations.analyses import remove_analysis, upload_price_study
from idic.domain.differentiate.queries.analyses import access_analyses, access_analysis
from idic.doors.web.behaviour import charts
from idic.doors.web.behaviour.forms import StudyForm
from idic.doors.web.behaviour.tabs import behaviour_tabs
from idic.doors.web.behaviour.views import waiting_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import Order, keyset_page

_STUDIES = (AnalysisKind.VAN_WESTENDORP, AnalysisKind.GABOR_GRANGER)


@require_http_methods(["GET", "POST"])
def prices(request: SignedInRequest) -> HttpResponse:
    studies = access_analyses(request.user, *_STUDIES).defer("parameters", "result")
    form = StudyForm()
    if request.method == "POST":
        form = StudyForm(request.POST, request.FILES)
        if form.is_valid():
            told = form.cleaned_data
            try:
                study = upload_price_study(
                    told["kind"], told["file"].chunks(), file_name=told["file"].name, title=told["title"],
                    cost=told["cost"], by=request.user,
                )  # fmt: skip
            except BehaviourError as refusal:
                form.add_error("file", str(refusal))
            else:
                return redirect("behaviour:study", study.pk)
    page = keyset_page(
        studies, Order("pk", descending=True), cursor=request.GET.get("after") or request.GET.get("before")
    )
    context = {"tabs": behaviour_tabs("prices"), "form": form, "page": page}
    return render(request, "behaviour/prices.html", context, status=422 if form.errors else 200)


@require_GET
def study(request: SignedInRequest, pk: int) -> HttpResponse:
    analysis = _study(request, pk)
    waits = analysis.computed_at is None
    context: dict[str, Any] = {
        "study": analysis, "tabs": behaviour_tabs("prices"), "waiting": waiting_of(analysis) if waits else None,
        "may_remove": analysis.created_by_id == request.user.pk or may(request.user, "refresh.run"),
        "unreadable": analysis.parameters.get("unreadable", 0), "first": analysis.parameters.get("first", ""),
    }  # fmt: skip
    if analysis.result is not None:
        shown = _meter if analysis.kind == AnalysisKind.VAN_WESTENDORP else _test
        context |= {"result": analysis.result, **shown(analysis.result)}
    return render(request, "behaviour/study.html", context)


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    remove_analysis(_study(request, pk), by=request.user)
    messages.success(request, _("The study was removed."))
    return redirect("behaviour:prices")


def _study(request: SignedInRequest, pk: int) -> Analysis:
    analysis = access_analysis(request.user, pk)
    if analysis.kind not in _STUDIES:
        raise NotVisible
    return analysis


def _meter(result: dict[str, Any]) -> dict[str, Any]:
    return {
        "picture": charts.price_curves(result),
        "points": [
            (_("Acceptable from"), _price(result["pmc"]), _("more say too cheap than not cheap below it")),
            (_("Optimal price"), _price(result["opp"]), _("as many say too cheap as too expensive")),
            (_("Indifference price"), _price(result["ipp"]), _("as many say cheap as expensive")),
            (_("Acceptable up to"), _price(result["pme"]), _("more say too expensive than not expensive above it")),
        ],
    }  # fmt: skip


def _test(result: dict[str, Any]) -> dict[str, Any]:
    model, best = result["model"] or {}, result["best"]
    points = [
        (_("Most revenue, of the prices asked"), _price((best["revenue"] or {}).get("price")), _("counted answers")),
        (
            _("Most revenue, by the model"),
            _price((model.get("revenue") or {}).get("price")),
            _beyond(model.get("revenue")),
        ),
    ]
    if result["cost"] is not None:
        points += [
            (_("Most profit, of the prices asked"), _price((best["profit"] or {}).get("price")), _("counted answers")),
            (
                _("Most profit, by the model"),
                _price((model.get("profit") or {}).get("price")),
                _beyond(model.get("profit")),
            ),
        ]
    return {"picture": charts.demand(result), "points": points}


def _price(value: float | None) -> str:
    return _("not determined") if value is None else formats.number(round(value, 2))


def _beyond(found: dict[str, Any] | None) -> str:
    reason = (found or {}).get("reason")
    if found is None:
        return _("too few prices or answers for a model")
    if reason == "outside_asked_prices":
        return _("beyond the prices asked: a guess, not a finding")
    if reason == "demand_does_not_fall":
        return _("demand does not fall with the price")
    return _("a smooth curve through the answers")
