from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.domain.differentiate.registry.enums import Purpose
from idic.domain.differentiate.registry.queries.models import access_models, drifts_of, model_in_use
from idic.doors.web.models.words import psi_reading
from idic.doors.web.needs import charts
from idic.doors.web.needs.shown import clusters_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require


@require_GET
def overview(request: SignedInRequest) -> HttpResponse:
    require(request.user, "value.see")
    model = model_in_use(Purpose.NEEDS)
    context: dict[str, Any] = {"model": model, "may_manage": may(request.user, "model.manage")}
    if model is None:
        context["newest"] = access_models(request.user).filter(purpose=Purpose.NEEDS).first()
        return render(request, "needs/overview.html", context)
    newest = next(iter(drifts_of(model, 1)), None)
    context |= {
        "clusters": clusters_of(model), "radar": charts.radar(model.figures, model.names),
        "sizes": charts.sizes(model.figures, model.names), "drift": newest,
        "drift_words": psi_reading(newest.worst) if newest else None,
    }  # fmt: skip
    return render(request, "needs/overview.html", context)
