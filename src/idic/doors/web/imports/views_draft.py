from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.enums import ImportState
from idic.domain.identify.errors import FileRefused, ImportNotOpen, MappingIncomplete
from idic.domain.identify.importing.rows import open_batch
from idic.domain.identify.models import ImportBatch
from idic.domain.identify.operations.imports.start import discard_import
from idic.domain.identify.operations.imports.upload import configure_import, reread_import
from idic.domain.identify.queries.imports import access_import
from idic.doors.web.imports.draft import mapping_form, show_draft
from idic.doors.web.imports.forms import ReadingForm
from idic.doors.web.imports.outcome import show_outcome
from idic.doors.web.requests import SignedInRequest
from idic.foundation.tables.errors import TableError


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One page for the whole way of a file: columns and preview, then progress, then the result."""
    batch = access_import(request.user, pk)
    context = show_draft(batch) if batch.state == ImportState.DRAFT else show_outcome(batch, request.user)
    return render(request, "imports/detail.html", context)


@require_POST
def reading(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = access_import(request.user, pk)
    form = None
    try:
        form = ReadingForm(open_batch(batch), request.POST)
        if form.is_valid():
            reread_import(batch, options=form.options(), by=request.user)
            return redirect("imports:detail", pk)
    except FileRefused as refusal:
        if form is not None:
            form.add_error(None, str(refusal))
    except (ImportNotOpen, TableError):
        return _no_longer_open(request, batch)
    return render(request, "imports/detail.html", show_draft(batch, reading=form), status=422)


@require_POST
def mapping(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = access_import(request.user, pk)
    try:
        form = mapping_form(batch, open_batch(batch), request.POST)
        if form.is_valid():
            try:
                configure_import(batch, mapping=form.mapping(), options=form.options(), by=request.user)
                return redirect("imports:detail", pk)
            except (MappingIncomplete, FileRefused) as refusal:
                form.add_error(None, str(refusal))
    except (ImportNotOpen, TableError):
        return _no_longer_open(request, batch)
    return render(request, "imports/detail.html", show_draft(batch, mapping=form), status=422)


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    batch = access_import(request.user, pk)
    try:
        discard_import(batch, by=request.user)
    except ImportNotOpen:
        return _no_longer_open(request, batch)
    messages.success(request, _("%(file)s was discarded. Nothing of it was taken.") % {"file": batch.file_name})
    return redirect("imports:list")


def _no_longer_open(request: SignedInRequest, batch: ImportBatch) -> HttpResponse:
    messages.error(request, str(ImportNotOpen()))
    return redirect("imports:detail", batch.pk)
