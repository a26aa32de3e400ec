from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.events.undoing import UndoRefused, undo_event
from idic.foundation.nouns.errors import NounError


@require_POST
def undo(request: SignedInRequest, event_id: int) -> HttpResponse:
    """The page is loaded again: what was taken back may show in many places of it."""
    try:
        undo_event(event_id, by=request.user)
    except (UndoRefused, NounError) as refusal:
        messages.error(request, str(refusal))
    except (NotVisible, NotAllowed):
        messages.error(request, _("You may not change this record any more, so it stays as it is."))
    else:
        messages.success(request, _("Taken back."))
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    back = request.META.get("HTTP_REFERER", "")
    is_own = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if is_own else "home")
