from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.queries.consent import coverage_by_segment
from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.identify.privacy.enums import Verdict
from idic.domain.identify.privacy.queries.coverage import coverage_of
from idic.domain.identify.privacy.queries.purposes import name_of, purposes_in_use
from idic.doors.web.privacy.consents.wording import channel_label
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require

_SEGMENTS = 50


@require_GET
def coverage(request: SignedInRequest) -> HttpResponse:
    """How far consents reach: for one purpose, everybody by channel with the reasons, then each segment by channel."""
    require(request.user, "privacy.see")
    purposes = list(purposes_in_use())
    asked = request.GET.get("purpose", "marketing")
    purpose = next((one for one in purposes if one.code == asked), purposes[0] if purposes else None)
    context: dict[str, Any] = {
        "tabs": [
            {"label": name_of(one), "url": f"?purpose={one.code}", "current": one == purpose} for one in purposes
        ],
        "tabs_label": _("Purposes"), "purpose": purpose,
    }  # fmt: skip
    if purpose is not None:
        everybody = coverage_of(purpose)
        context["everybody"] = [
            {
                "label": channel_label(one.channel) or _("All uses"), "covered": one,
                "reasons": sorted(
                    ((str(Verdict(code).label), count) for code, count in one.reasons.items()), key=lambda told: -told[1]
                ),
            }
            for one in everybody
        ]  # fmt: skip
        if may(request.user, "segment.see"):
            segments = list(access_segments(request.user).order_by("-size", "id")[:_SEGMENTS])
            context["channels"] = [one["label"] for one in context["everybody"]]
            context["segments"] = coverage_by_segment(segments, purpose)
    return render(request, "privacy/consents/coverage.html", context)
