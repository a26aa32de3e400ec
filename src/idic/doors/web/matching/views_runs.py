"""The runs of record linkage: asked for, followed, read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.linkage.enums import Band, RunState
from idic.domain.identify.linkage.operations.groups import start_merging
from idic.domain.identify.linkage.operations.runs import approve_run, start_run
from idic.domain.identify.linkage.queries.groups import groups_of
from idic.domain.identify.linkage.queries.runs import access_run, access_runs, standings_of
from idic.doors.web.matching.charts import comparison_chart, histogram, level_rows, pairs_url
from idic.doors.web.matching.tabs import matching_tabs
from idic.doors.web.matching.wording import RULES, RUN_TONES
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.paging.keyset import Order, keyset_page

_BY_NEWEST = Order("pk", descending=True)


@require_GET
def run_list(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(access_runs(request.user).order_by(), _BY_NEWEST, cursor=cursor)
    standings = standings_of([one.pk for one in page.rows])
    values = {
        "tabs": matching_tabs("list"), "page": page,
        "rows": [(one, RUN_TONES[one.state], standings.get(one.pk, {})) for one in page.rows],
        "may_manage": may(request.user, "linkage.manage"), "kinds": CustomerKind.choices,
    }  # fmt: skip
    return render(request, "matching/runs.html", values)


@require_POST
def start(request: SignedInRequest) -> HttpResponse:
    require(request.user, "linkage.manage")
    kind = request.POST.get("kind", "")
    false, missed = _decimal(request, "false_per_1000", 1.0), _decimal(request, "missed", 2.0)
    if kind not in CustomerKind.values or not 0 < false <= 500 or not 0 <= missed <= 50:
        messages.error(request, _("Give error rates within their bounds, and say who is to be compared."))
        return redirect("matching:list")
    run = start_run(
        by=request.user, kind=kind, false_per_1000=false, missed_share=missed / 100, reuse="reuse" in request.POST,
        merges_itself="merges_itself" in request.POST,
    )  # fmt: skip
    messages.success(request, _("The run has started. It goes on while you work."))
    response = redirect("matching:run", pk=run.pk)
    response["HX-Trigger"] = "jobs:started"
    return response


@require_GET
def run(request: SignedInRequest, pk: int) -> HttpResponse:
    one = access_run(request.user, pk)
    values: dict[str, object] = {
        "run": one, "tone": RUN_TONES[one.state], "may_manage": may(request.user, "linkage.manage"),
        "tabs": matching_tabs("list"), "bands": {band.value: pairs_url(one, band=band.value) for band in Band},
    }  # fmt: skip
    if one.state == RunState.DONE:
        levels = level_rows(one)
        rules = [{**rule, "label": RULES.get(rule["rule"], rule["rule"])} for rule in one.blocking.get("rules", [])]
        skipped = [
            {**block, "label": RULES.get(block["rule"], block["rule"])} for block in one.blocking.get("skipped", [])
        ]
        values |= {
            "levels": levels, "comparison": comparison_chart(levels) if levels else None, "rules": rules,
            "histogram": histogram(one) if one.histogram else None, "skipped": skipped,
            "mergeable": sum(len(group) - 1 for group in groups_of(one)) if one.upper_weight is not None else 0,
            "review_url": f"{reverse('matching:review')}?band=link",
        }  # fmt: skip
    return render(request, "matching/run.html", values)


@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    one = access_run(request.user, pk)
    require(request.user, "linkage.manage")
    try:
        approve_run(one, by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("From now on these weights score what is typed and imported."))
    return redirect("matching:run", pk=pk)


@require_POST
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    one = access_run(request.user, pk)
    require(request.user, "linkage.manage")
    try:
        start_merging(one, by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
        return redirect("matching:run", pk=pk)
    messages.success(request, _("Merging has started. Each merge can be undone on the page of its customer."))
    response = redirect("matching:run", pk=pk)
    response["HX-Trigger"] = "jobs:started"
    return response


def _decimal(request: HttpRequest, name: str, otherwise: float) -> float:
    try:
        return float(request.POST.get(name, "").replace(",", ".") or otherwise)
    except ValueError:
        return -1.0
