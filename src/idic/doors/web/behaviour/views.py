from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from idic.domain.catalogue.queries.categories import upper_categories
from idic.domain.catalogue.queries.products import access_products
from idic.domain.differentiate.behaviour.asking import DEFAULTS, asked_from
from idic.domain.differentiate.behaviour.errors import BehaviourError
from idic.domain.differentiate.enums import AnalysisKind
from idic.domain.differentiate.models import Analysis
from idic.domain.differentiate.operations.analyses import ask_for_analysis, ask_for_list
from idic.domain.differentiate.queries.analyses import access_analysis, newest_of
from idic.domain.differentiate.queries.refreshes import newest_refresh
from idic.domain.differentiate.queries.segments import access_segments
from idic.doors.web.behaviour import attribution, charts
from idic.doors.web.behaviour.forms import AskForm, ListForm
from idic.doors.web.behaviour.lines import lines_on_page
from idic.doors.web.behaviour.network import net
from idic.doors.web.behaviour.tabs import behaviour_tabs
from idic.doors.web.behaviour.words import LEVELS, STEPS, failure_of, gap_text, months_text
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.jobs.enums import JobState

Shown = Callable[[SignedInRequest, Analysis], dict[str, Any]]

_CATEGORIES = 1_000


@require_GET
def baskets(request: SignedInRequest) -> HttpResponse:
    return _page(request, AnalysisKind.BASKETS, _shown_baskets)


@require_GET
def paths(request: SignedInRequest) -> HttpResponse:
    return _page(request, AnalysisKind.PATHS, _shown_paths)


@require_GET
def cohorts(request: SignedInRequest) -> HttpResponse:
    return _page(request, AnalysisKind.COHORTS, _shown_cohorts)


@require_GET
def rhythm(request: SignedInRequest) -> HttpResponse:
    return _page(request, AnalysisKind.RHYTHM, _shown_rhythm)


@require_POST
def ask(request: SignedInRequest, kind: str) -> HttpResponse:
    require(request.user, "value.see")
    if kind not in DEFAULTS:
        raise NotVisible
    try:
        ask_for_analysis(kind, request.POST.dict(), by=request.user)
    except BehaviourError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"behaviour:{kind}")


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """A result that has come needs the whole page: the picture hangs on all of it."""
    analysis = access_analysis(request.user, pk)
    if analysis.computed_at is not None or analysis.job is None or analysis.job.has_ended:
        return HttpResponseClientRefresh()
    return render(request, "behaviour/progress.html", {"waiting": waiting_of(analysis)})


@require_POST
def make_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who stands behind one line: of the baskets, who has A and not B; of the rhythm, who is due."""
    require(request.user, "segment.change")
    analysis = access_analysis(request.user, pk)
    form = ListForm(request.POST)
    told = _line(analysis, request.POST.get("line", ""), request.POST.get("what", ""))
    if told is None:
        raise NotVisible
    if not form.is_valid():
        messages.error(request, _("Give the list a name."))
        return redirect(f"behaviour:{analysis.kind}")
    job = ask_for_list(analysis, told, name=form.cleaned_data["name"], by=request.user)
    messages.success(request, _("The list is being made. It stands among the segments as soon as it is ready."))
    return redirect("jobs:detail", job.pk) if may(request.user, "job.see") else redirect("segments:list")


def waiting_of(analysis: Analysis) -> dict[str, Any]:
    job = analysis.job
    running = job is not None and job.state == JobState.RUNNING
    return {
        "pk": analysis.pk, "failure": failure_of(analysis),
        "detail": str(STEPS.get(job.step, _("Starting"))) if job and running else _("Waiting for its turn"),
    }  # fmt: skip


def _page(request: SignedInRequest, kind: AnalysisKind, shown: Shown) -> HttpResponse:
    done, waiting = newest_of(request.user, kind)
    asked = asked_from(kind, done.parameters if done else {})
    segments = list(access_segments(request.user)) if may(request.user, "segment.see") else []
    categories = list(upper_categories(request.user, limit=_CATEGORIES)) if kind == AnalysisKind.PATHS else []
    context: dict[str, Any] = {
        "tabs": behaviour_tabs(kind), "kind": kind.value, "analysis": done,
        "waiting": waiting_of(waiting) if waiting else None,
        "form": AskForm(kind, asked, segments, categories=categories), "has_figures": newest_refresh(request.user) is not None,
        "may_list": may(request.user, "segment.change"),
    }  # fmt: skip
    if done is not None:
        chosen = next((one for one in segments if one.pk == asked.segment), None)
        context |= {
            "asked": asked, "segment": chosen, "of_segment": bool(asked.segment), "months": months_text(asked.months),
            "level": LEVELS[asked.level], "result": done.result, **shown(request, done),
        }  # fmt: skip
    return render(request, f"behaviour/{kind}.html", context)


def _shown_baskets(request: SignedInRequest, analysis: Analysis) -> dict[str, Any]:
    result = analysis.result or {}
    rules = result["rules"]
    name = _namer(request.user, analysis, (item for rule in rules for item in (*rule["a"], *rule["b"])))
    page = lines_on_page(request, rules)
    rows = [
        {
            "line": place, "a": charts.joined(rule["a"], name), "b": charts.joined(rule["b"], name), **_figures(rule),
            "beyond": round(rule["leverage"] * result["receipts"]),
        }
        for place, rule in page.rows
    ]  # fmt: skip
    return {
        "rows": rows, "page": page, "picture": charts.strongest(result, name) if rows else None, "net": net(result, name),
        "names_hidden": analysis.parameters["level"] == "product" and not may(request.user, "product.see"),
    }  # fmt: skip


def _figures(rule: dict[str, Any]) -> dict[str, Any]:
    return {key: rule[key] for key in ("count", "support", "confidence", "lift", "conviction", "q", "missing")}


def _namer(user: User, analysis: Analysis, items: Iterable[object]) -> Callable[[object], str]:
    """Categories are named by themselves; products as the catalogue names them, to whom may read it."""
    if analysis.parameters["level"] != "product":
        return str
    names: dict[object, str] = {}
    if may(user, "product.see"):
        names = dict(access_products(user).filter(pk__in=set(items)).values_list("pk", "name"))
    return lambda item: names.get(item) or _("Product %(number)s") % {"number": item}


def _shown_paths(request: SignedInRequest, analysis: Analysis) -> dict[str, Any]:
    result = analysis.result or {}
    return {
        "flow": charts.flow(result), "transitions": charts.transitions(result),
        "gap": gap_text(int(analysis.parameters.get("max_gap", 0))),
        "paths": [(" → ".join(path["steps"]), path["count"], path["count"] / result["buyers"]) for path in result["paths"]],
        "patterns": [
            (" → ".join(" + ".join(element) for element in one["elements"]), one["support"],
             one["support"] / result["buyers"])
            for one in result["patterns"][:20]
        ],
        "contacts": attribution.shown(request.user, result.get("attribution")),
    }  # fmt: skip


def _shown_cohorts(request: SignedInRequest, analysis: Analysis) -> dict[str, Any]:
    result = analysis.result or {}
    return {"customers": charts.cohorts(result, money=False), "revenue": charts.cohorts(result, money=True)}


def _shown_rhythm(request: SignedInRequest, analysis: Analysis) -> dict[str, Any]:
    result = analysis.result or {}
    return {"picture": charts.gaps(result), "page": lines_on_page(request, result["rows"])}


def _line(analysis: Analysis, written: str, what: str) -> dict[str, object] | None:
    """What stands behind the line of the page, as the job needs it."""
    lines = (analysis.result or {}).get("rules" if analysis.kind == AnalysisKind.BASKETS else "rows", [])
    if not (written.isascii() and written.isdigit() and int(written) < len(lines)):
        return None
    line = lines[int(written)]
    if analysis.kind == AnalysisKind.BASKETS:
        return {"a": line["a"], "b": line["b"]}
    if analysis.kind == AnalysisKind.RHYTHM and what in ("due", "overdue"):
        return {"category": line["category"], "what": what}
    return None
