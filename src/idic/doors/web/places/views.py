from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.differentiate.ready_segments import segment_name
from idic.doors.web.places.figures import FIGURES, PERIODS, MapFigure, Regions, fullest, regions_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.segments.links import customers_url
from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.doors.web.shell.maps import MAPS, WORLD, choropleth, own_name, region_names
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.warehouse.asking import AskingError
from idic.warehouse.questions.asked import answered
from idic.warehouse.questions.errors import NoFigures, QuestionError
from idic.warehouse.questions.periods import PRESETS
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.reading import read_question

_MOST_PLACES = 1000
_MOST_SEGMENTS = 300
# Countries that reach further from north to south than from west to east.
_TALL = frozenset({"th", "tw"})


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    require(request.user, "question.ask")
    asked = _asked(request.GET)
    segments = _segments(request.user)
    if asked["segment"] not in {code for code, _name in segments}:
        asked["segment"] = ""
    figure = FIGURES[asked["figure"]]
    context: dict[str, Any] = {
        "asked": asked, "figure": figure, "segments": segments,
        "figures": [(code, one.label) for code, one in FIGURES.items()],
        "periods": [(code, PRESETS[code]) for code in PERIODS],
    }  # fmt: skip
    try:
        pivot = _answer(request.user, figure, asked)
    except NoFigures:
        return render(request, "places/overview.html", {**context, "no_figures": True})
    except (QuestionError, AskingError) as error:
        return render(request, "places/overview.html", {**context, "fault": str(error)})
    drawn = asked["on"] or fullest(pivot)
    found = regions_of(pivot, figure, drawn)
    context |= {
        "drawn": drawn, "height": "xl" if drawn in _TALL else "lg", "tabs": _tabs(drawn, asked),
        "picture": _picture(found, figure, drawn) if found.values else None,
        "form_name": _form(figure), "note": _note(found, figure),
        "snapshot": pivot.snapshot,
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


def _answer(user: User, figure: MapFigure, asked: Mapping[str, str]) -> Pivot:
    filters = [{"dimension": "segment", "op": "is", "values": [asked["segment"]]}] if asked["segment"] else []
    question = read_question({
        "measures": figure.measures, "rows": ["country", "province"], "filters": filters, "limit": _MOST_PLACES,
        "period": {"preset": asked["period"] if figure.is_timed else "all"}, "subtotals": False,
    })  # fmt: skip
    return answered(question, user=user, today=timezone.localdate())


def _tabs(drawn: str, asked: Mapping[str, str]) -> list[dict[str, Any]]:
    kept = {name: value for name, value in asked.items() if name != "on" and value}
    url = reverse("places:overview")
    return [
        {"label": str(name), "url": f"{url}?{urlencode({**kept, 'on': code})}", "current": code == drawn}
        for code, name in MAPS.items()
    ]


def _picture(found: Regions, figure: MapFigure, drawn: str) -> Picture:
    names = region_names(drawn)
    ranked = sorted(found.values.items(), key=lambda one: -one[1])
    links = {} if drawn == WORLD else {code: customers_url(province=own_name(code)) for code in found.values}
    whole = found.drawn
    rows: list[tuple[Cell, ...]] = [
        (names.get(code, code), round(value) if figure.is_money else value, *([value / whole] if whole else []))
        for code, value in ranked
    ]
    table = ChartTable(
        columns=[_("Place"), str(figure.label), *([_("Share")] if whole else [])],
        rows=rows,
        forms=["", _form(figure), *(["percent"] if whole else [])],
        links=[links[code] for code, _value in ranked] if links else [],
    )
    most = _shown(ranked[0][1], figure)
    return Picture(choropleth(drawn, found.values, title=str(figure.label), most_told=most, links=links), table)


def _form(figure: MapFigure) -> str:
    return f"money:{settings.CONFIGURATION.currency}" if figure.is_money else "number"


def _note(found: Regions, figure: MapFigure) -> list[str]:
    """What the colours do not show: said, because a map looks complete."""
    told = []
    if found.nowhere:
        told.append(
            _("Without a known place, and so on no map: %(amount)s.") % {"amount": _shown(found.nowhere, figure)}
        )
    if found.elsewhere:
        told.append(_("On other maps: %(amount)s.") % {"amount": _shown(found.elsewhere, figure)})
    return told


def _shown(amount: float, figure: MapFigure) -> str:
    return (
        formats.whole_money(amount, settings.CONFIGURATION.currency) if figure.is_money else formats.number(amount, 0)
    )
