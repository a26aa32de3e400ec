"""The wizard: question, data, training, result. One page for a run, which shows the step it has come to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.registry.enums import ModelState, Purpose
from idic.domain.differentiate.registry.errors import ModelError, QuestionRefused
from idic.domain.differentiate.registry.queries.models import access_model
from idic.domain.differentiate.risk.operations.runs import change_question, start_run, start_training
from idic.domain.differentiate.risk.question import CHURN_KINDS, Question, read_question
from idic.doors.web.models import charts
from idic.doors.web.models.features import label_of
from idic.doors.web.models.judging import beside, figures_of
from idic.doors.web.models.words import asked, left_out_lines, warnings_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.risk.charts import gap_curve
from idic.doors.web.risk.choices import choices_for
from idic.doors.web.risk.forms import QuestionForm, as_told
from idic.doors.web.risk.steps import ShownWork, shown_work, steps
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    require(request.user, "model.manage")
    form = QuestionForm(request.POST or None, choices=choices_for(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            model = start_run(form.question(), name=form.cleaned_data["name"], by=request.user)
        except QuestionRefused as error:
            _refused(form, error)
        else:
            return redirect("risk:run", pk=model.pk)
    return _question_page(request, form, None)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "model.manage")
    model = _run(request, pk)
    question = read_question(model.definition)
    form = QuestionForm(request.POST or None, choices=choices_for(request.user), initial=as_told(model.name, question))
    if request.method == "POST" and form.is_valid():
        try:
            change_question(model, form.question(), name=form.cleaned_data["name"], by=request.user)
        except QuestionRefused as error:
            _refused(form, error)
        except ModelError as error:
            form.add_error(None, str(error))
        else:
            return redirect("risk:run", pk=pk)
    return _question_page(request, form, model)


@require_POST
def train(request: SignedInRequest, pk: int) -> HttpResponse:
    model = _run(request, pk)
    try:
        start_training(model, by=request.user)
    except ModelError as error:
        return _run_page(request, model, refusal=str(error))
    return redirect("risk:run", pk=pk)


@require_GET
def run(request: SignedInRequest, pk: int) -> HttpResponse:
    return _run_page(request, _run(request, pk))


def _run(request: SignedInRequest, pk: int) -> TrainedModel:
    model = access_model(request.user, pk)
    if model.purpose not in (Purpose.CHURN, Purpose.OUTCOME):
        raise NotVisible
    return model


def _question_page(request: SignedInRequest, form: QuestionForm, model: TrainedModel | None) -> HttpResponse:
    context = {
        "form": form, "model": model, "steps": steps(1), "currency": settings.CONFIGURATION.currency,
        "churn_kinds": [str(one) for one in CHURN_KINDS],
    }  # fmt: skip
    return render(request, "risk/question.html", context, status=422 if form.is_bound else 200)


def _run_page(request: SignedInRequest, model: TrainedModel, *, refusal: str = "") -> HttpResponse:
    question, currency = read_question(model.definition), settings.CONFIGURATION.currency
    work = shown_work(model.job) if model.state == ModelState.DRAFT else None
    context: dict[str, Any] = {
        "model": model, "question": question, "sentence": asked(question), "work": work, "refusal": refusal,
        "facts": _facts(question, currency), "may_manage": may(request.user, "model.manage"),
        "is_draft": model.state == ModelState.DRAFT, "currency": currency, "money": f"money:{currency}",
    }  # fmt: skip
    if model.state == ModelState.DRAFT:
        context |= _looked(model, work)
    else:
        context |= _trained(model, currency)
    return render(request, "risk/run.html", context, status=422 if refusal else 200)


def _looked(model: TrainedModel, work: ShownWork | None) -> dict[str, Any]:
    seen = model.population
    rows = [{**one, "lines": left_out_lines(one["left_out"])} for one in seen.get("periods", [])]
    blocking = {"history_too_short", "one_class"}
    warnings = seen.get("warnings", [])
    gaps = seen.get("gaps")
    return {
        "steps": steps(2 if not model.warnings else 4), "looked": bool(seen), "rows": rows,
        "warnings": warnings_of([*warnings, *model.warnings]), "curve": gap_curve(gaps) if gaps else None,
        "proposed": gaps["proposed"] if gaps else None,
        "can_train": bool(rows) and not blocking & {one["code"] for one in warnings} and not (work and work.is_open),
    }  # fmt: skip


def _trained(model: TrainedModel, currency: str) -> dict[str, Any]:
    figures = model.figures
    return {
        "steps": steps(4), "figures": figures_of(model), "beside": beside(model), "warnings": warnings_of(model.warnings),
        "gain": charts.gain(figures), "lift": charts.lift(figures), "calibration": charts.calibration(figures),
        "profit": charts.profit(figures, currency), "importance": charts.importance(figures),
        "cut": figures["profit"], "confusion": figures["confusion"],
        "partial": [(f"pd-{place}", label_of(one["feature"]), charts.partial(one, currency))
                    for place, one in enumerate(figures.get("partial", []))],
        "elasticity": [(label_of(one["feature"]), one["elasticity"]) for one in figures.get("partial", [])
                       if one["elasticity"] is not None],
        "card_url": reverse("models:card", args=[model.pk]),
    }  # fmt: skip


def _facts(question: Question, currency: str) -> list[tuple[str, str]]:
    days = _("%(days)s days")
    rows = [
        (_("What is foretold"), asked(question)),
        (_("Looking ahead"), days % {"days": formats.number(question.horizon_days)}),
        (_("Looking back"), days % {"days": formats.number(question.feature_days)}),
    ]
    if question.gap_days:
        rows.append((_("Left blind"), days % {"days": formats.number(question.gap_days)}))
    return [
        *rows,
        (_("Cost of one contact"), formats.money(question.contact_cost, currency)),
        (_("A contact keeps"), formats.percent(question.save_rate)),
        (_("A kept customer is worth"), formats.money(question.worth, currency)),
    ]


def _refused(form: QuestionForm, error: QuestionRefused) -> None:
    kind = form.cleaned_data["kind"]
    tell(form, error, {"target": "contract" if kind == "contractual" else kind})
