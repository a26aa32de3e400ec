from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.differentiate.registry.errors import ModelError
from idic.domain.differentiate.registry.operations.models import (
    approve_model,
    discard_draft,
    retire_model,
    roll_back_model,
)
from idic.domain.differentiate.registry.queries.models import access_model
from idic.doors.web.models.views import card_page
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require


@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    model = access_model(request.user, pk)
    require(request.user, "model.manage")
    note = request.POST.get("note", "")
    try:
        approve_model(model, note=note, by=request.user)
    except ModelError as error:
        return card_page(request, model, refusal=str(error), note=note)
    messages.success(request, _("Approved. The next refresh scores every customer with this model."))
    return redirect("models:card", pk=pk)


@require_POST
def roll_back(request: SignedInRequest, pk: int) -> HttpResponse:
    model = access_model(request.user, pk)
    require(request.user, "model.manage")
    try:
        again = roll_back_model(model, by=request.user)
    except ModelError as error:
        return card_page(request, model, refusal=str(error))
    messages.success(
        request, _("The earlier model “%(name)s” is in use again from the next refresh on.") % {"name": again.label}
    )
    return redirect("models:card", pk=again.pk)


@require_POST
def retire(request: SignedInRequest, pk: int) -> HttpResponse:
    model = access_model(request.user, pk)
    require(request.user, "model.manage")
    try:
        retire_model(model, by=request.user)
    except ModelError as error:
        return card_page(request, model, refusal=str(error))
    messages.success(request, _("The model is retired. The next refresh takes its scores away."))
    return redirect("models:card", pk=pk)


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    model = access_model(request.user, pk)
    require(request.user, "model.manage")
    try:
        discard_draft(model, by=request.user)
    except ModelError as error:
        return card_page(request, model, refusal=str(error))
    messages.success(request, _("The draft was thrown away."))
    return redirect("models:list")
