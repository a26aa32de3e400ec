from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.knowledge.operations.keeping import settle_gap
from idic.domain.interact.knowledge.queries.figures import figures as read_figures
from idic.domain.interact.knowledge.queries.gaps import access_gaps, case_gaps, search_gaps
from idic.domain.interact.knowledge.rules import READS, WRITES
from idic.doors.web.knowledge.showing import in_language
from idic.doors.web.knowledge.tabs import knowledge_tabs
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats

_SHOWN = 30


@require_GET
def gaps(request: SignedInRequest) -> HttpResponse:
    require(request.user, READS)
    sees_cases = may(request.user, "case.see")
    context = {
        "tabs": knowledge_tabs("gaps"), "may_write": may(request.user, WRITES),
        "searches": [(one, in_language(one.first.language)) for one in search_gaps(request.user)[:_SHOWN]],
        "groups": case_gaps(request.user)[:_SHOWN] if sees_cases else [],
    }  # fmt: skip
    return render(request, "knowledge/gaps.html", context)


@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """With what was grouped with it, as the page listed it."""
    require(request.user, WRITES)
    keys = {
        pk,
        *(int(one) for one in request.POST.getlist("also") if one.isascii() and one.isdecimal() and len(one) < 19),
    }
    found = access_gaps(request.user, keys)
    if not any(one.pk == pk for one in found):
        raise NotVisible
    for one in found:
        settle_gap(one, by=request.user)
    messages.success(request, _("Settled. Whoever searches for it in vain again brings it back."))
    return redirect("knowledge:gaps")


@require_GET
def figures(request: SignedInRequest) -> HttpResponse:
    require(request.user, READS)
    found = read_figures(request.user)

    def told(share: float | None) -> str:
        return "–" if share is None else formats.percent(share, 0)

    age = "–" if found.median_age_days is None else formats.number(round(found.median_age_days))
    context = {
        "tabs": knowledge_tabs("figures"), "figures": found, "vain": told(found.searches_in_vain.value),
        "deflected": told(found.deflected.value), "self_service": told(found.self_service.value), "age": age,
        "views": formats.number(found.views), "published": formats.number(found.published),
    }  # fmt: skip
    return render(request, "knowledge/figures.html", context)
