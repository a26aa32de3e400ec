from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from idic.domain.identify.errors import FileRefused
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.sources import name_source
from idic.domain.identify.queries.imports import sources_for_import
from idic.doors.web.imports.forms import UploadForm
from idic.doors.web.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    sources = sources_for_import(request.user)
    if request.method == "GET":
        form = UploadForm(sources, initial={"kind": request.GET.get("kind", "customers")})
        return render(request, "imports/create.html", {"form": form})
    form = UploadForm(sources, request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # A refused file must not leave the new source behind.
            with transaction.atomic():
                source = form.source_chosen() or name_source(name=form.cleaned_data["new_source"], by=request.user)
                batch = upload_import(
                    file.chunks(), file_name=file.name, kind=form.cleaned_data["kind"], source=source, by=request.user
                )
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("imports:detail", batch.pk)
    return render(request, "imports/create.html", {"form": form}, status=422)
