from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.needs.operations.runs import start_clustering
from idic.domain.differentiate.registry.enums import ModelState, Purpose
from idic.domain.differentiate.registry.errors import QuestionRefused
from idic.domain.differentiate.registry.operations.models import name_clusters
from idic.domain.differentiate.registry.queries.models import access_model
from idic.doors.web.models.judging import figures_of
from idic.doors.web.models.words import READINGS, question_in_words, warnings_of
from idic.doors.web.needs import charts
from idic.doors.web.needs.forms import NeedsForm
from idic.doors.web.needs.shown import clusters_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.risk.choices import choices_for
from idic.doors.web.risk.steps import shown_work
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require


@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    require(request.user, "model.manage")
    attributes = choices_for(request.user)["attribute"]
    form = NeedsForm(request.POST or None, attributes=attributes)
    if request.method == "POST" and form.is_valid():
        try:
            model = start_clustering(form.question(), name=form.cleaned_data["name"], by=request.user)
        except QuestionRefused as error:
            tell(form, error)
        else:
            return redirect("needs:run", pk=model.pk)
    return render(request, "needs/question.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def run(request: SignedInRequest, pk: int) -> HttpResponse:
    model = _run(request, pk)
    # The verdict says of itself that no structure was found.
    remarks = [one for one in model.warnings if one["code"] != "no_structure"]
    context: dict[str, Any] = {
        "model": model, "sentence": question_in_words(model),
        "work": shown_work(model.job) if model.state == ModelState.DRAFT else None,
        "is_draft": model.state == ModelState.DRAFT, "warnings": warnings_of(remarks),
        "may_manage": may(request.user, "model.manage"),
    }  # fmt: skip
    if model.state != ModelState.DRAFT:
        figures = model.figures
        context |= {
            "figures": figures_of(model), "clusters": clusters_of(model), "radar": charts.radar(figures, model.names),
            "silhouettes": charts.silhouettes(figures), "sizes": charts.sizes(figures, model.names),
            "reading": READINGS[figures["reading"]], "done": figures["done"], "proposed": figures["proposed"],
            "card_url": reverse("models:card", args=[model.pk]),
        }  # fmt: skip
    return render(request, "needs/run.html", context)


@require_POST
def names(request: SignedInRequest, pk: int) -> HttpResponse:
    model = _run(request, pk)
    require(request.user, "model.manage")
    count = len(model.figures.get("sizes", []))
    given = {str(number): request.POST.get(f"name-{number}", "") for number in range(1, count + 1)}
    name_clusters(model, given, by=request.user)
    messages.success(request, _("The names are kept. Lists and segments show them."))
    return redirect("needs:run", pk=pk)


def _run(request: SignedInRequest, pk: int) -> TrainedModel:
    model = access_model(request.user, pk)
    if model.purpose != Purpose.NEEDS:
        raise NotVisible
    return model
