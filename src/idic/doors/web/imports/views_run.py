from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.enums import ImportState
from idic.domain.identify.errors import EncodingUnconfirmed, FileRefused, ImportNotOpen, MappingIncomplete
from idic.domain.identify.operations.imports.cancel import cancel_import, restart_import
from idic.domain.identify.operations.imports.start import start_import
from idic.domain.identify.queries.imports import access_import
from idic.doors.web.imports.outcome import show_outcome
from idic.doors.web.requests import SignedInRequest


@require_POST
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = access_import(request.user, pk)
    try:
        start_import(batch, by=request.user)
    except (FileRefused, MappingIncomplete, ImportNotOpen, EncodingUnconfirmed) as refusal:
        messages.error(request, str(refusal))
    return redirect("imports:detail", pk)


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page's own content, asked for every second while the import runs; at its end it is the result."""
    batch = access_import(request.user, pk)
    if batch.state == ImportState.DRAFT or not request.htmx or request.htmx.history_restore_request:
        return redirect("imports:detail", pk)
    return render(request, "imports/_batch.html", show_outcome(batch, request.user))


@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    cancel_import(access_import(request.user, pk), by=request.user)
    return redirect("imports:detail", pk)


@require_POST
def restart(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        restart_import(access_import(request.user, pk), by=request.user)
    except ImportNotOpen as refusal:
        messages.error(request, str(refusal))
    return redirect("imports:detail", pk)
