from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.differentiate.ready_segments import segment_name
from idic.doors.web.places.drawing import Drawing, height_of, map_picture, notes_of
from idic.doors.web.places.figures import FIGURES, PERIODS, is_timed
from idic.doors.web.places.layout import Layout, layout_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.segments.links import customers_url
from idic.doors.web.shell.charts import Picture
from idic.doors.web.shell.maps import MAPS, WORLD, own_name
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.warehouse.asking import AskingError
from idic.warehouse.measures.declaration import Measure, Unit
from idic.warehouse.questions.asked import answered
from idic.warehouse.questions.errors import NoFigures, QuestionError
from idic.warehouse.questions.periods import PRESETS
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.reading import read_question

_MOST_PLACES = 1000
_MOST_SEGMENTS = 300


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    require(request.user, "question.ask")
    asked = _asked(request.GET)
    segments = _segments(request.user)
    if asked["segment"] not in {code for code, _name in segments}:
        asked["segment"] = ""
    figure = FIGURES[asked["figure"]]
    context: dict[str, Any] = {
        "asked": asked, "figure": figure, "is_timed": is_timed(figure), "segments": segments,
        "figures": [(code, one.label) for code, one in FIGURES.items()],
        "periods": [(code, PRESETS[code]) for code in PERIODS],
    }  # fmt: skip
    try:
        pivot = _answer(request.user, figure, asked)
    except NoFigures:
        return render(request, "places/overview.html", {**context, "no_figures": True})
    except (QuestionError, AskingError) as error:
        return render(request, "places/overview.html", {**context, "fault": str(error)})
    layout = layout_of(pivot, asked["on"])
    values = _values(layout, pivot)
    context |= {
        "height": height_of(layout.drawn), "tabs": _tabs(layout.drawn, asked),
        "picture": _picture(layout, values, figure) if values else None, "form_name": _form(figure),
        "note": [] if figure.is_ratio else notes_of(layout, lambda rows: pivot.together(rows, 0).value, partial(_told, figure)),
    }  # fmt: skip
    return render(request, "places/overview.html", context)


def _asked(query: QueryDict) -> dict[str, str]:
    """Unknown values do not narrow: an old link still answers."""
    known: Mapping[str, Any] = {"on": MAPS, "figure": FIGURES, "period": PERIODS}
    told = {name: query.get(name, "") if query.get(name, "") in values else "" for name, values in known.items()}
    return {
        "on": told["on"], "figure": told["figure"] or "customers", "period": told["period"] or "last_12_months",
        "segment": query.get("segment", ""),
    }  # fmt: skip


def _segments(user: User) -> list[tuple[str, str]]:
    if not may(user, "segment.see"):
        return []
    return [(str(one.pk), segment_name(one)) for one in access_segments(user).order_by("id")[:_MOST_SEGMENTS]]


def _answer(user: User, figure: Measure, asked: Mapping[str, str]) -> Pivot:
    filters = [{"dimension": "segment", "op": "is", "values": [asked["segment"]]}] if asked["segment"] else []
    question = read_question({
        "measures": [figure.code], "rows": ["country", "province"], "filters": filters, "limit": _MOST_PLACES,
        "period": {"preset": asked["period"] if is_timed(figure) else "all"}, "subtotals": False,
    })  # fmt: skip
    return answered(question, user=user, today=timezone.localdate())


def _tabs(drawn: str, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    kept = {name: value for name, value in asked.items() if name != "on" and value}
    url = reverse("places:overview")
    return [
        {"label": str(name), "url": f"{url}?{urlencode({**kept, 'on': code})}", "current": code == drawn}
        for code, name in MAPS.items()
    ]


def _values(layout: Layout, pivot: Pivot) -> dict[str, float]:
    found = {code: pivot.together(rows, 0).value for code, rows in layout.regions.items()}
    return {code: value for code, value in found.items() if value is not None}


def _picture(layout: Layout, values: Mapping[str, float], measure: Measure) -> Picture:
    links = {} if layout.drawn == WORLD else {code: customers_url(province=own_name(code)) for code in values}
    is_money = measure.unit == Unit.MONEY
    shown = {code: round(value) if is_money else value for code, value in values.items()}
    drawing = Drawing(
        str(measure.label), _form(measure), partial(_told, measure), whole=not measure.is_ratio, links=links
    )
    return map_picture(layout, shown, drawing)


def _form(measure: Measure) -> str:
    return f"money:{settings.CONFIGURATION.currency}" if measure.unit == Unit.MONEY else "number"


def _told(measure: Measure, amount: float) -> str:
    if measure.unit == Unit.MONEY:
        return formats.whole_money(amount, settings.CONFIGURATION.currency)
    return formats.number(amount, 0)
