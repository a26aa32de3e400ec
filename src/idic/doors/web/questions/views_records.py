"""From a figure to the people behind it, and from them to a list to work with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.differentiate.errors import DifferentiateError
from idic.domain.differentiate.operations.static_lists import create_static_list
from idic.domain.identify.queries.customers import visible_customers_named
from idic.doors.web.questions.address import address, pairs_of, read_address
from idic.doors.web.questions.snapshots import as_of
from idic.doors.web.questions.table import change_of
from idic.doors.web.questions.views import title_of
from idic.doors.web.questions.words import figure_text, span_text
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.segments.links import customer_url
from idic.foundation.accounts.rules import may, require
from idic.warehouse.asking import AskingError
from idic.warehouse.measures.dimensions import DIMENSIONS
from idic.warehouse.questions.asked import answered, day_of, fits
from idic.warehouse.questions.errors import DimensionUnfit, QuestionError
from idic.warehouse.questions.periods import compared_with
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.question import Question
from idic.warehouse.questions.reading import read_question

MOST = 1000


@require_GET
def customers(request: SignedInRequest) -> HttpResponse:
    """Who stands behind the figures: the question again, told by customer."""
    require(request.user, "question.ask")
    require(request.user, "customer.see")
    context: dict[str, Any] = {"problem": "", "rows": [], "may_list": may(request.user, "segment.change")}
    try:
        question, pivot = _by_customer(request)
    except (QuestionError, AskingError) as error:
        return render(request, "questions/customers.html", context | {"problem": str(error)})
    ids = _ids(pivot)
    named = {one.pk: one.name for one in visible_customers_named(request.user, ids)}
    span = question.period.span(day_of(question))
    context |= {
        "rows": [(pk, named[pk], customer_url(pk), _cells(pivot, pk)) for pk in ids if pk in named],
        "measures": [str(one.label) for one in question.measures], "compare": question.compare,
        "span": span_text(span) if any(fact.day for fact in question.facts) else "",
        "compared": span_text(compared_with(span, question.compare).span) if span and question.compare else "",
        "has_more": pivot.has_more, "most": MOST,
        "back": address(reverse("questions:ask"), question), "as_of": as_of(question.snapshot), "title": title_of(question),
        "pairs": pairs_of(question), "name": request.GET.get("name", ""),
    }  # fmt: skip
    return render(request, "questions/customers.html", context)


@require_POST
def make_list(request: SignedInRequest) -> HttpResponse:
    """The question is asked again: the list holds what the reader may see, whatever the browser says."""
    require(request.user, "question.ask")
    require(request.user, "segment.change")
    try:
        question, pivot = _by_customer(request)
        name = request.POST.get("name", "")
        segment = create_static_list(
            name=name, customer_ids=_ids(pivot), by=request.user, source="question",
            description=_("From a question: %(question)s.") % {"question": title_of(question)},
        )  # fmt: skip
    except (QuestionError, AskingError, DifferentiateError) as error:
        messages.error(request, str(error))
        pairs = [
            (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
        ]
        return HttpResponseRedirect(f"{reverse('questions:customers')}?{urlencode(pairs)}")
    messages.success(request, _("The list is made. From here you can plan follow-ups or tasks for all of them."))
    return HttpResponseRedirect(reverse("segments:detail", args=[segment.pk]))


def _by_customer(request: SignedInRequest) -> tuple[Question, Pivot]:
    given = request.GET if request.method == "GET" else request.POST
    question = read_question(read_address(given))
    customer = DIMENSIONS["customer"]
    for measure in question.measures:
        if not fits(measure, customer):
            raise DimensionUnfit(measure.label, customer.label)
    by_rows = question.rows == (customer,)
    told = replace(
        question, rows=(customer,), columns=(), limit=MOST if not by_rows else question.limit or MOST,
        having=question.having if by_rows else (), sort=question.sort if by_rows else None, subtotals=False,
    )  # fmt: skip
    return told, answered(told, user=request.user, today=day_of(told))


def _ids(pivot: Pivot) -> list[int]:
    return [int(line.key[0]) for line in pivot.full_rows if line.key[0] is not None]


def _cells(pivot: Pivot, pk: int) -> list[dict[str, str]]:
    cells = []
    for place, measure in enumerate(pivot.question.measures):
        figure = pivot.figure((str(pk),), (), place)
        change, tone = change_of(figure, measure) if pivot.question.compare else ("", "")
        earlier = figure_text(figure.earlier, measure) if pivot.question.compare else ""
        cells.append({"text": figure_text(figure.value, measure), "earlier": earlier, "change": change, "tone": tone})
    return cells
