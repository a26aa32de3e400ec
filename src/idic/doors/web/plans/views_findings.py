from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from idic.domain.interact.plans.enums import FindingKind
from idic.domain.interact.plans.models import Finding
from idic.domain.interact.plans.queries.findings import access_findings, ageing
from idic.doors.web.plans.tabs import plan_tabs
from idic.doors.web.plans.wording import SEVERITY_TONES
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, keyset_page


@dataclass(frozen=True)
class Row:
    finding: Finding
    tone: Tone
    plan: str


def row_of(finding: Finding) -> Row:
    touch = getattr(finding.follow_up, "touch", None)
    return Row(finding, SEVERITY_TONES[finding.severity], touch.start.plan.name if touch else "")


@require_GET
def findings(request: SignedInRequest) -> HttpResponse:
    user, closed, mine = request.user, "closed" in request.GET, "mine" in request.GET
    require(user, "follow_up.see")
    kind = request.GET.get("kind", "")
    kind = kind if kind in FindingKind.values else ""
    rows = access_findings(user).filter(closed_at__isnull=not closed)
    if mine:
        rows = rows.filter(owner=user)
    if kind:
        rows = rows.filter(kind=kind)
    order = Order("closed_at", descending=True) if closed else Order("created_at")
    page = keyset_page(rows, order, cursor=request.GET.get("after") or request.GET.get("before"))
    context = {
        "rows": [row_of(one) for one in page.rows], "page": page, "closed": closed, "mine": mine, "kind": kind,
        "kinds": FindingKind.choices, "ages": ageing(user, now=timezone.now(), mine=mine), "tabs": plan_tabs("plans:findings"),
        "shown": [(_("Open"), reverse("plans:findings"), not closed),
                  (pgettext("case", "Closed"), f"{reverse('plans:findings')}?closed", closed)],
    }  # fmt: skip
    return render(request, "plans/findings.html", context)
