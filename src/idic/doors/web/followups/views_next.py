from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.interact.models import FollowUp
from idic.domain.interact.queries.follow_ups import access_follow_ups
from idic.domain.interact.queries.work_list import next_due
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require


@require_GET
def take_next(request: SignedInRequest) -> HttpResponse:
    """The one that has waited longest; from a follow-up's own page the one behind it."""
    require(request.user, "follow_up.change")
    found = next_due(request.user, today=timezone.localdate(), after=_after(request))
    if found is None:
        messages.success(request, _("Nothing of yours is due any more."))
        return redirect("followups:list")
    return redirect("followups:detail", pk=found)


def _after(request: SignedInRequest) -> FollowUp | None:
    text = request.GET.get("after", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        return None
    return access_follow_ups(request.user).filter(pk=int(text)).first()
