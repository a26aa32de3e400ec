from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.registry.enums import Band, Purpose
from idic.domain.differentiate.registry.queries.models import access_models, ranking_models
from idic.domain.differentiate.risk.queries.ranking import CALL, LEAVE, WRITE, Ranked, Terms, bands_of, ranked
from idic.domain.differentiate.risk.question import read_question
from idic.doors.web.models.features import reason_in_words
from idic.doors.web.models.links import customers_where
from idic.doors.web.models.words import question_in_words
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.risk.forms import ListForm, TermsForm
from idic.doors.web.segments.links import customer_url
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require

SHOWN = 25
_REASONS = 2
BAND_TONES: dict[str, Tone] = {Band.HIGH: "danger", Band.MEDIUM: "warning", Band.LOW: "success"}
ACTIONS = {
    CALL: gettext_lazy("Call or visit: it brings several times what it costs"),
    WRITE: gettext_lazy("Write, with something that fits"),
    LEAVE: gettext_lazy("Leave alone: a contact costs more than it brings"),
}


@dataclass(frozen=True)
class Row:
    place: int
    name: str
    url: str
    risk: float
    band: str
    tone: Tone
    reasons: list[str]
    profit: Decimal
    action: str


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    require(request.user, "value.see")
    models = ranking_models(request.user)
    model = chosen_model(models, request.GET.get("model"))
    context: dict[str, Any] = {
        "model": model, "may_manage": may(request.user, "model.manage"), "tabs": _tabs(models, model),
        "is_churn": model is None or model.purpose == Purpose.CHURN,
    }  # fmt: skip
    if model is None:
        waiting = access_models(request.user).filter(purpose=Purpose.CHURN)
        context["newest"] = waiting.first()
        return render(request, "risk/overview.html", context)
    terms_form, terms = terms_of(request, model)
    people = ranked(request.user, model, terms, limit=SHOWN)
    bands = bands_of(model)
    context |= {
        "rows": [_row(place, one) for place, one in enumerate(people, start=1)], "terms_form": terms_form,
        "bands": [
            (str(Band(code).label), count, customers_where("churn_band", code) if context["is_churn"] else "")
            for code, count in bands.items()
        ],
        "question": question_in_words(model),
        "scored": sum(bands.values()), "list_form": list_form(request.user), "currency": settings.CONFIGURATION.currency,
        "terms": terms, "may_list": may(request.user, "follow_up.create"), "shown": SHOWN,
    }  # fmt: skip
    return render(request, "risk/overview.html", context)


def chosen_model(models: list[TrainedModel], written: str | None) -> TrainedModel | None:
    """The one asked for; without a word the first."""
    return next((one for one in models if str(one.pk) == written), None) or next(iter(models), None)


def _tabs(models: list[TrainedModel], chosen: TrainedModel | None) -> list[dict[str, Any]]:
    if len(models) < 2:
        return []
    return [
        {"label": one.label, "url": f"{reverse('risk:overview')}?model={one.pk}", "current": one == chosen}
        for one in models
    ]


def terms_of(request: SignedInRequest, model: TrainedModel, typed: Any = None) -> tuple[TermsForm, Terms]:
    """As typed, or as the run of the model had them."""
    question = read_question(model.definition)
    told = typed if typed is not None else request.GET
    first = {"contact_cost": question.contact_cost, "save_rate": question.save_rate, "worth": None}
    form = TermsForm(told if "contact_cost" in told else None, initial=first, is_churn=model.purpose == Purpose.CHURN)
    values = form.cleaned_data if form.is_bound and form.is_valid() else first
    cost, rate = float(values["contact_cost"] or 0), float(values["save_rate"] or 0)
    return form, Terms(cost, rate, values["worth"], otherwise=question.worth)


def list_form(user: User, data: Any = None) -> ListForm:
    return ListForm(data, by=user, today=timezone.localdate())


def _row(place: int, one: Ranked) -> Row:
    currency = settings.CONFIGURATION.currency
    return Row(
        place, one.customer.name, customer_url(one.customer.pk), one.risk, str(Band(one.band).label),
        BAND_TONES[one.band], _reasons(one, currency),
        Decimal(str(round(one.profit, 2))), str(ACTIONS[one.action]),
    )  # fmt: skip


def _reasons(one: Ranked, currency: str) -> list[str]:
    """The strongest that speak for it; what is not known is no reason to tell a person."""
    told = [reason for reason in one.reasons if reason["push"] > 0 and reason["value"] is not None]
    return [reason_in_words(reason, currency) for reason in told[:_REASONS]]
