from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.models import ModelDrift, TrainedModel
from idic.domain.differentiate.registry.enums import ModelState, Purpose
from idic.domain.differentiate.registry.queries.models import (
    access_model,
    access_models,
    drifts_of,
    earlier_approved,
    of_same_question,
)
from idic.doors.web.models import charts
from idic.doors.web.models.features import label_of
from idic.doors.web.models.judging import beside, figures_of
from idic.doors.web.models.words import STATE_TONES, left_out_lines, psi_reading, question_in_words, warnings_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import Order, keyset_page


@dataclass(frozen=True)
class Row:
    model: TrainedModel
    url: str
    purpose: str
    question: str
    state: str
    tone: Tone
    verdict: str


@require_GET
def model_list(request: SignedInRequest) -> HttpResponse:
    cursor = request.GET.get("after") or request.GET.get("before")
    chosen = request.GET.get("purpose", "")
    models = access_models(request.user)
    if chosen in Purpose.values:
        models = models.filter(purpose=chosen)
    page = keyset_page(models.order_by(), Order("id", descending=True), cursor=cursor)
    tabs = [{"label": _("All"), "url": reverse("models:list"), "current": chosen not in Purpose.values}] + [
        {"label": str(label), "url": f"{reverse('models:list')}?purpose={code}", "current": chosen == code}
        for code, label in Purpose.choices
        if code != Purpose.LIFETIME_VALUE
    ]
    context = {
        "rows": [_row(one) for one in page.rows], "page": page, "tabs": tabs,
        "may_manage": may(request.user, "model.manage"),
    }  # fmt: skip
    return render(request, "models/list.html", context)


@require_GET
def card(request: SignedInRequest, pk: int) -> HttpResponse:
    return card_page(request, access_model(request.user, pk))


@require_GET
def compare(request: SignedInRequest) -> HttpResponse:
    """Two models side by side: `a` and `b`."""
    written = [request.GET.get(name, "") for name in ("a", "b")]
    if not all(one.isascii() and one.isdigit() and len(one) < 18 for one in written):
        raise NotVisible
    pair = [access_model(request.user, int(one)) for one in written]
    tables = [{one.code: one for one in figures_of(model)} for model in pair]
    labels = {**tables[1], **tables[0]}
    rows = [
        (one.label, [table[code].value if code in table else "–" for table in tables]) for code, one in labels.items()
    ]
    heads = [
        (_("What was asked"), [question_in_words(one) for one in pair]),
        (_("Data as of"), [formats.day(one.as_of) if one.as_of else "–" for one in pair]),
        (_("Snapshot"), [one.snapshot or "–" for one in pair]),
        (_("Rows"), [formats.number(one.population.get("rows", 0)) for one in pair]),
        (_("Seed"), [str(one.seed) for one in pair]),
        (_("State"), [str(ModelState(one.state).label) for one in pair]),
    ]
    context = {"pair": pair, "rows": [*heads, *rows]}
    return render(request, "models/compare.html", context)


def card_page(request: SignedInRequest, model: TrainedModel, *, refusal: str = "", note: str = "") -> HttpResponse:
    currency = settings.CONFIGURATION.currency
    may_manage = may(request.user, "model.manage")
    readings = drifts_of(model) if model.approved_at else []
    context: dict[str, Any] = {
        "model": model, "row": _row(model), "refusal": refusal, "note": note, "currency": currency,
        "money": f"money:{currency}", "facts": _facts(model), "figures": figures_of(model), "beside": beside(model),
        "warnings": warnings_of(model.warnings), "periods": _periods(model),
        "features": sorted(label_of(one) for one in model.features), "run_url": _run_url(model),
        "is_draft": model.state == ModelState.DRAFT,
        "may_approve": may_manage and model.state == ModelState.TRAINED and model.is_offered,
        "may_retire": may_manage and model.state in (ModelState.TRAINED, ModelState.APPROVED),
        "may_discard": may_manage and model.state == ModelState.DRAFT,
        "earlier": earlier_approved(model) if may_manage and model.in_use else None,
        "others": of_same_question(model) if model.state != ModelState.DRAFT else [],
        "drift": charts.drift(readings), "newest_drift": _newest(readings),
    }  # fmt: skip
    if model.figures and model.purpose != Purpose.NEEDS:
        context |= {
            "gain": charts.gain(model.figures), "lift": charts.lift(model.figures),
            "calibration": charts.calibration(model.figures), "importance": charts.importance(model.figures),
        }  # fmt: skip
    return render(request, "models/card.html", context, status=422 if refusal else 200)


def _row(model: TrainedModel) -> Row:
    return Row(
        model, reverse("models:card", args=[model.pk]), str(Purpose(model.purpose).label), question_in_words(model),
        _("In use") if model.in_use else str(ModelState(model.state).label),
        "success" if model.in_use else STATE_TONES[model.state], _verdict(model),
    )  # fmt: skip


def _verdict(model: TrainedModel) -> str:
    found = {one.code: one.value for one in figures_of(model)}
    if model.purpose == Purpose.NEEDS and "silhouette" in found:
        return _("%(k)s clusters, silhouette %(value)s") % {"k": found["k"], "value": found["silhouette"]}
    return _("AUC %(value)s") % {"value": found["auc"]} if "auc" in found else "–"


def _run_url(model: TrainedModel) -> str:
    return reverse("needs:run" if model.purpose == Purpose.NEEDS else "risk:run", args=[model.pk])


def _facts(model: TrainedModel) -> list[tuple[str, str]]:
    rows = [
        (_("What it says"), question_in_words(model)),
        (_("Data as of"), formats.day(model.as_of, "long") if model.as_of else "–"),
        (_("Snapshot"), model.snapshot or "–"),
        (_("Rows learned from and judged on"), formats.number(model.population.get("rows", 0))),
        (_("Feature window"), _feature_window(model)),
        (_("Seed"), str(model.seed)),
        (_("Fingerprint"), model.digest[:16] or "–"),
        (_("Trained"), _by(model.trained_by, model.trained_at)),
        (_("Approved"), _by(model.approved_by, model.approved_at)),
    ]
    if model.approval_note:
        rows.append((_("Why it was approved"), model.approval_note))
    if model.retired_at:
        rows.append((_("Retired"), _by(model.retired_by, model.retired_at)))
    return rows


def _feature_window(model: TrainedModel) -> str:
    days = model.population.get("feature_days") or model.definition.get("feature_days")
    return _("%(days)s days before each snapshot day") % {"days": formats.number(days)} if days else "–"


def _by(person: Any, moment: Any) -> str:
    if moment is None:
        return _("not yet")
    who = person.display_name if person else _("IDIC itself")
    return _("%(moment)s by %(who)s") % {"moment": formats.moment(moment), "who": who}


def _periods(model: TrainedModel) -> list[dict[str, Any]]:
    kept = model.population.get("periods", [])
    return [{**one, "lines": left_out_lines(one["left_out"])} for one in kept]


def _newest(readings: Any) -> dict[str, Any] | None:
    if not readings:
        return None
    one: ModelDrift = readings[0]
    sentence, tone = psi_reading(one.worst)
    ranked = sorted(one.indices.items(), key=lambda pair: -pair[1])
    rows = [(label_of(name), index, *psi_reading(index)) for name, index in ranked[:10]]
    return {"drift": one, "sentence": sentence, "tone": tone, "rows": rows}
