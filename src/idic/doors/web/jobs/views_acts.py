from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.identify.errors import ImportNotOpen
from idic.domain.identify.operations.imports.cancel import cancel_import, restart_import
from idic.domain.identify.queries.imports import import_of_job
from idic.doors.web.requests import SignedInRequest
from idic.foundation.jobs.errors import JobNotRestartable
from idic.foundation.jobs.operations.jobs import cancel_job, retry_job
from idic.foundation.jobs.queries.jobs import access_job


@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """An import is cancelled with its batch; the two never say different things."""
    job = access_job(request.user, pk)
    batch = import_of_job(job.pk)
    if batch is None:
        cancel_job(job, by=request.user)
    else:
        cancel_import(batch, by=request.user)
    return redirect("jobs:detail", pk)


@require_POST
def retry(request: SignedInRequest, pk: int) -> HttpResponse:
    job = access_job(request.user, pk)
    batch = import_of_job(job.pk)
    try:
        if batch is None:
            retry_job(job, by=request.user)
        else:
            restart_import(batch, by=request.user)
    except (JobNotRestartable, ImportNotOpen):
        messages.error(request, _("This job cannot be started again: it waits, runs or has succeeded already."))
    return redirect("jobs:detail", pk)
