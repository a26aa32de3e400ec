from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.doors.web.questions.address import address, pairs_of, read_address
from idic.doors.web.questions.builder import builder_context
from idic.doors.web.questions.cases_behind import cases_behind
from idic.doors.web.questions.maps import map_drawn
from idic.doors.web.questions.pictures import chart_form, chosen_chart, height_of, picture_of
from idic.doors.web.questions.snapshots import as_of
from idic.doors.web.questions.table import Address, table_of
from idic.doors.web.questions.words import Names, figure_text, span_text
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.views.enums import Sharing
from idic.warehouse.asking import AskingError
from idic.warehouse.models import SavedQuestion
from idic.warehouse.queries.questions import access_question, may_change
from idic.warehouse.questions.asked import answered, day_of
from idic.warehouse.questions.errors import NothingMeasured, QuestionError
from idic.warehouse.questions.periods import compared_with
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.question import Question
from idic.warehouse.questions.reading import read_question


@dataclass(frozen=True)
class BigFigure:
    label: str
    value: str
    hint: str
    change: float | None
    good: str


@require_GET
def ask_page(request: SignedInRequest) -> HttpResponse:
    """The builder with its answer. Everything stands in the address, so each view of a question is a link."""
    require(request.user, "question.ask")
    stored = read_address(request.GET)
    return _page(request, stored, reverse("questions:ask"), None)


@require_GET
def saved_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A saved question, or what its reader is making of it: then the address says what."""
    saved = access_question(request.user, pk)
    stored = read_address(request.GET) if request.GET.getlist("m") else {**saved.asked, **_moved(request)}
    base = reverse("questions:detail", args=[pk])
    return _page(request, stored, base, saved)


def _moved(request: SignedInRequest) -> dict[str, str]:
    """A saved question keeps no snapshot; a link may lead to it as of one."""
    return {"snapshot": request.GET.get("at", "")}


def _page(request: SignedInRequest, stored: dict[str, Any], base: str, saved: SavedQuestion | None) -> HttpResponse:
    context = page_context(request, stored, base, saved)
    answer = render(request, "questions/ask.html", context)
    if request.htmx and context["question"] is not None:
        # What the form sends has empty parts; the address that stays has none.
        answer["HX-Replace-Url"] = address(base, context["question"])
    return answer


def page_context(
    request: SignedInRequest, stored: dict[str, Any], base: str, saved: SavedQuestion | None
) -> dict[str, Any]:
    question, pivot, problem = None, None, ""
    try:
        question = read_question(stored)
        pivot = answered(question, user=request.user, today=day_of(question))
    except NothingMeasured:
        pass
    except (QuestionError, AskingError) as error:
        problem = str(error)
    kept = replace(question, snapshot="").stored() if question else None
    context: dict[str, Any] = {
        "base": base, "saved": saved, "problem": problem, "question": question,
        "as_of": as_of(str(stored.get("snapshot") or "")), "present": _present(base, question, saved),
        "builder": builder_context(question, stored, user=request.user),
        "may_share": may(request.user, "question.share"), "sharings": Sharing.choices,
        "may_change": saved is not None and may_change(request.user, saved),
        "is_changed": saved is not None and kept is not None and kept != saved.asked,
        # What is saved is asked anew each time: a snapshot is thrown away one day.
        "asked": json.dumps(kept, ensure_ascii=False) if kept else "",
    }  # fmt: skip
    if question is not None and pivot is not None:
        context |= answer_context(request, question, pivot, drilled)
    return context


def _present(base: str, question: Question | None, saved: SavedQuestion | None) -> str:
    """The same question of the newest figures."""
    now = replace(question, snapshot="") if question else None
    return base if now is None or (saved is not None and now.stored() == saved.asked) else address(base, now)


def drilled(question: Question) -> str:
    return address(reverse("questions:ask"), question)


def answer_context(request: SignedInRequest, question: Question, pivot: Pivot, to: Address) -> dict[str, Any]:
    """`to` makes the address behind each figure."""
    names = names_for(request, pivot)
    kind = chosen_chart(question, pivot)
    drawn = map_drawn(pivot, to) if kind == "map" else None
    picture = drawn.picture if drawn else picture_of(pivot, names, kind, to)
    span = question.period.span(day_of(question))
    pairs = urlencode(pairs_of(question))
    return {
        "answer": {
            "table": table_of(pivot, names, to) if question.rows or question.columns else None,
            "kind": kind,
            "picture": picture,
            "height": drawn.height if drawn else height_of(kind, picture),
            "map_notes": drawn.notes if drawn else [],
            "form": chart_form(question),
            "figures": _figures(pivot) if not question.dimensions or kind == "figure" else [],
            "is_empty": pivot.is_empty,
            "has_more": pivot.has_more,
            "most": question.most_rows,
            "columns_left_out": pivot.columns_left_out,
            "span": span_text(span) if any(fact.day for fact in question.facts) else "",
            "compared": span_text(compared_with(span, question.compare).span) if span and question.compare else "",
            "csv": f"{reverse('questions:download', args=['csv'])}?{pairs}",
            "xlsx": f"{reverse('questions:download', args=['xlsx'])}?{pairs}",
            "customers": _customers_behind(request, question, pairs),
            "cases": cases_behind(request.user, question),
            "may_download": may_download(request, question),
            "title": title_of(question),
        }
    }


def names_for(request: SignedInRequest, pivot: Pivot) -> Names:
    return Names(request.user, {one: pivot.values_of(one) for one in pivot.question.dimensions})


def may_download(request: SignedInRequest, question: Question) -> bool:
    """Rows of single customers leave only with those who may export customers."""
    return may(request.user, "customer.export") or not any(one.code == "customer" for one in question.dimensions)


def title_of(question: Question) -> str:
    """What stands above a question that nobody has named."""
    measures = ", ".join(str(one.label) for one in question.measures)
    if not question.dimensions:
        return measures
    by = ", ".join(str(one.label) for one in question.dimensions)
    return _("%(measures)s by %(dimensions)s") % {"measures": measures, "dimensions": by}


def _customers_behind(request: SignedInRequest, question: Question, pairs: str) -> str:
    customers = all(fact.has_customer for fact in question.facts) and may(request.user, "customer.see")
    return f"{reverse('questions:customers')}?{pairs}" if customers else ""


def _figures(pivot: Pivot) -> list[BigFigure]:
    found = []
    for place, measure in enumerate(pivot.question.measures):
        figure = pivot.figure((), (), place)
        hint = str(measure.meaning)
        if pivot.question.compare:
            hint = _("compared: %(value)s") % {"value": figure_text(figure.earlier, measure)}
        found.append(
            BigFigure(
                str(measure.label), figure_text(figure.value, measure), hint, figure.change_share, measure.good.value
            )
        )
    return found
