from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.identify.arrivals.enums import ArrivalState
from idic.domain.identify.arrivals.errors import NotInQuarantine
from idic.domain.identify.arrivals.operations.taking import discard_arrival, retry_arrival
from idic.domain.identify.arrivals.queries.schedules import access_arrival
from idic.doors.web.requests import SignedInRequest


@require_POST
def retry(request: SignedInRequest, pk: int) -> HttpResponse:
    arrival = access_arrival(request.user, pk)
    try:
        if retry_arrival(arrival, by=request.user).state == ArrivalState.TAKEN:
            messages.success(request, _("%(file)s is being taken.") % {"file": arrival.file_name})
        else:
            messages.error(request, _("%(file)s still cannot be taken.") % {"file": arrival.file_name})
    except NotInQuarantine as refusal:
        messages.error(request, str(refusal))
    return redirect("imports:schedule", arrival.schedule_id)


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    arrival = access_arrival(request.user, pk)
    try:
        discard_arrival(arrival, by=request.user)
    except NotInQuarantine as refusal:
        messages.error(request, str(refusal))
    return redirect("imports:schedule", arrival.schedule_id)
