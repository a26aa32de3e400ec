from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.differentiate.errors import FigureOutdated, FigureRefused
from idic.domain.differentiate.models import MarketFigure, Segment
from idic.domain.differentiate.operations.market import record_figure, remove_figure
from idic.domain.differentiate.queries.market import access_figure
from idic.domain.differentiate.queries.segments import access_segment, access_segments
from idic.domain.identify.queries.wallet_shares import competitor_names
from idic.doors.web.market.forms import FigureForm, as_told
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.rules import require

_MOST_SEGMENTS = 500


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    require(request.user, "segment.change")
    segments = _segments(request)
    initial = {
        name: request.GET[name][:120] for name in ("segment", "year", "competitor", "of") if request.GET.get(name)
    }
    initial.setdefault("year", str(timezone.localdate().year))
    form = FigureForm(request.POST if request.method == "POST" else None, segments=segments, initial=initial)
    if request.method == "POST" and form.is_valid():
        answer = _recorded(request, form)
        if answer is not None:
            return answer
    return _form_page(request, form, None, segments)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "segment.change")
    figure = access_figure(request.user, pk)
    form = FigureForm(
        request.POST if request.method == "POST" else None, segments=[figure.segment], fixed=figure,
        initial=as_told(figure),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        answer = _recorded(request, form, version=form.cleaned_data["version"] or 0)
        if answer is not None:
            return answer
    return _form_page(request, form, figure, [figure.segment])


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    figure = access_figure(request.user, pk)
    remove_figure(figure, by=request.user)
    return _back(request, figure, pk, _("The figure was removed. The audit trail remembers it."))


def _segments(request: SignedInRequest) -> list[Segment]:
    return list(access_segments(request.user).order_by("name", "id")[:_MOST_SEGMENTS])


def _recorded(request: SignedInRequest, form: FigureForm, *, version: int | None = None) -> HttpResponse | None:
    segment = access_segment(request.user, int(form.cleaned_data["segment"]))
    try:
        figure = record_figure(segment, form.facts(), version=version, by=request.user)
    except FigureRefused as error:
        tell(form, error)
    except FigureOutdated as error:
        form.add_error(None, str(error))
    else:
        return _back(request, figure, figure.pk, _("The figure is on the map."))
    return None


def _back(request: SignedInRequest, figure: MarketFigure, pk: int, sentence: str) -> HttpResponse:
    say_done(request, sentence, noun="market_figure", pk=pk)
    return HttpResponseRedirect(f"{reverse('market:map')}?{urlencode({'year': figure.year})}")


def _form_page(
    request: SignedInRequest, form: FigureForm, figure: MarketFigure | None, segments: list[Segment]
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form, "figure": figure, "competitors": competitor_names(), "has_segments": bool(segments),
    }  # fmt: skip
    return render(request, "market/figure.html", context, status=422 if form.is_bound else 200)
