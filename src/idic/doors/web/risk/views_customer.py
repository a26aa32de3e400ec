"""The risk of one customer: probability, reasons, cluster, and what would change if something were otherwise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.models import Prediction, TrainedModel
from idic.domain.differentiate.registry.enums import Band, Purpose
from idic.domain.differentiate.registry.names import cluster_name
from idic.domain.differentiate.risk.queries.ranking import predictions_of
from idic.domain.differentiate.risk.question import read_question
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.models.features import label_of, reason_in_words, value_of
from idic.doors.web.models.words import question_in_words
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.risk.views import BAND_TONES
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require
from idic.warehouse.asking import AskingError, ask

#: What can be moved, as far as the model looks at it.
MOVABLE = ("recency_days", "frequency", "mean_basket", "discount_share", "frequency_trend", "categories", "gap_ratio")
MOST_SLIDERS = 5
# the first question after a while loads the libraries
_PATIENCE = 30.0


@dataclass(frozen=True)
class Told:
    prediction: Prediction
    question: str
    risk: float
    band: str
    tone: Tone
    speaks_for: list[str]
    speaks_against: list[str]
    model_pk: int


@dataclass(frozen=True)
class Slider:
    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    now: str
    shown: str


@require_GET
def panel(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    require(request.user, "value.see")
    found = predictions_of(customer.pk)
    currency = settings.CONFIGURATION.currency
    told = [_told(one, currency) for one in found if one.model.purpose != Purpose.NEEDS]
    clusters = [(one, cluster_name(one.model.names, one.band)) for one in found if one.model.purpose == Purpose.NEEDS]
    churn = next((one for one in told if one.prediction.model.purpose == Purpose.CHURN), None)
    context = {"customer": customer, "told": told, "clusters": clusters, "churn": churn}
    return render(request, "risk/customer.html", context)


@require_GET
def what_if(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    require(request.user, "value.see")
    found = next((one for one in predictions_of(customer.pk) if one.model.purpose == Purpose.CHURN), None)
    if found is None:
        raise NotVisible
    model, currency = found.model, settings.CONFIGURATION.currency
    names = _movable(model)
    changes = {name: value for name in names if (value := _number(request.GET.get(name))) is not None}
    curve_of = request.GET.get("curve") if request.GET.get("curve") in names else (names[0] if names else "")
    context: dict[str, Any] = {"customer": customer, "model": model, "refusal": "", "currency": currency}
    try:
        answer = ask(
            "model.what_if",
            {"model": model.pk, "customer": customer.pk, "as_of": found.as_of.isoformat(), "currency": currency,
             "changes": _within(model, changes), "curves": [curve_of] if curve_of else []},
            seconds=_PATIENCE,
        )  # fmt: skip
    except AskingError as error:
        context["refusal"] = str(error)
    else:
        if answer["known"]:
            context |= _shown(model, names, changes, answer, str(curve_of), currency)
        else:
            context["refusal"] = _("This customer was not there yet when the last snapshot was taken.")
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    return render(request, "risk/_what_if.html" if is_part else "risk/what_if.html", context)


def _told(one: Prediction, currency: str) -> Told:
    known = [reason for reason in one.reasons if reason["value"] is not None]
    words = [(reason_in_words(reason, currency), reason["push"] > 0) for reason in known]
    return Told(
        one, question_in_words(one.model), one.score, str(Band(one.band).label), BAND_TONES[one.band],
        [text for text, pushes in words if pushes], [text for text, pushes in words if not pushes], one.model_id,
    )  # fmt: skip


def _movable(model: TrainedModel) -> list[str]:
    """What the model looks at most comes first."""
    typical = model.figures.get("typical", {})
    strong = [one["feature"] for one in model.figures.get("importance", []) if one["drop"] > 0]
    known = [name for name in MOVABLE if name in typical and typical[name][0] < typical[name][2]]
    known.sort(key=lambda name: strong.index(name) if name in strong else len(strong))
    return known[:MOST_SLIDERS]


def _within(model: TrainedModel, changes: dict[str, float]) -> dict[str, float]:
    """A model answers for what it has seen: nothing leaves the observed 1 to 99 %."""
    typical = model.figures["typical"]
    return {name: min(max(value, typical[name][0]), typical[name][2]) for name, value in changes.items()}


def _shown(
    model: TrainedModel, names: list[str], changes: dict[str, float], answer: dict[str, Any], curve_of: str,
    currency: str,
) -> dict[str, Any]:  # fmt: skip
    kept = _within(model, changes)
    sliders = []
    for name in names:
        low, usual, high = model.figures["typical"][name]
        now = answer["values"].get(name)
        value = kept.get(name, now if now is not None else usual)
        value = min(max(value, low), high)
        sliders.append(
            Slider(name, label_of(name), low, high, _step(low, high), value, value_of(name, now, currency),
                   value_of(name, value, currency))
        )  # fmt: skip
    points = answer["curves"].get(curve_of, [])
    return {
        "sliders": sliders, "before": answer["before"], "after": answer["after"],
        "change": answer["after"] - answer["before"], "curve_of": curve_of, "curve_name": label_of(curve_of),
        "picture": _picture(curve_of, points, currency) if points else None,
        "question": question_in_words(model), "horizon": read_question(model.definition).horizon_days,
    }  # fmt: skip


def _picture(name: str, points: list[list[float]], currency: str) -> Picture:
    option = {
        "xAxis": {"type": "value", "form": "number", "min": points[0][0], "max": points[-1][0]},
        "yAxis": {"type": "value", "min": 0, "max": 1},
        "tooltip": {"trigger": "axis"},
        "series": [{"name": _("Probability"), "type": "line", "data": points}],
    }
    rows = [(value_of(name, x, currency), y) for x, y in points]
    return Picture(option, ChartTable(columns=[label_of(name), _("Probability")], rows=rows, forms=["", "percent"]))


def _step(low: float, high: float) -> float:
    return 1.0 if high - low >= 20 else float(10 ** math.floor(math.log10((high - low) / 100)))


def _number(text: str | None) -> float | None:
    try:
        found = float(text) if text else None
    except ValueError:
        return None
    return found if found is not None and math.isfinite(found) else None
