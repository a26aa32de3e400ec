from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.identify.arrivals.errors import NothingToUndo
from idic.domain.identify.arrivals.operations.trying import start_trial
from idic.domain.identify.arrivals.operations.undoing import start_undo
from idic.domain.identify.errors import FileRefused, ImportNotOpen, MappingIncomplete
from idic.domain.identify.queries.imports import access_import
from idic.doors.web.imports.trial import show_trial
from idic.doors.web.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def trial(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST starts a dry run; GET is its panel, asked for while it runs."""
    batch = access_import(request.user, pk)
    if request.method == "POST":
        try:
            start_trial(batch, by=request.user)
        except (FileRefused, MappingIncomplete, ImportNotOpen) as refusal:
            messages.error(request, str(refusal))
        return redirect("imports:detail", pk)
    if not request.htmx or request.htmx.history_restore_request:
        return redirect("imports:detail", pk)
    return render(request, "imports/_trial.html", {**show_trial(batch), "may_try": True})


@require_POST
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        start_undo(access_import(request.user, pk), by=request.user)
    except NothingToUndo as refusal:
        messages.error(request, str(refusal))
    return redirect("imports:detail", pk)
