from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.domain.interact.plans.models import Plan
from idic.domain.interact.plans.queries.plans import Counts, access_plans, counts_of, newest_versions
from idic.domain.interact.plans.rules import MANAGES
from idic.doors.web.plans.tabs import plan_tabs
from idic.doors.web.plans.wording import trigger_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, keyset_page


@dataclass(frozen=True)
class Row:
    plan: Plan
    trigger: str
    counts: Counts


@require_GET
def plans(request: SignedInRequest) -> HttpResponse:
    archived = "archived" in request.GET
    page = keyset_page(
        access_plans(request.user, archived=archived), Order("name"),
        cursor=request.GET.get("after") or request.GET.get("before"),
    )  # fmt: skip
    versions, counts = newest_versions(page.rows), counts_of(page.rows, today=timezone.localdate())
    rows = [Row(one, trigger_words(versions[one.pk]), counts.get(one.pk, Counts())) for one in page.rows]
    context = {
        "rows": rows, "page": page, "archived": archived, "tabs": plan_tabs("plans:list"),
        "may_manage": may(request.user, MANAGES),
    }  # fmt: skip
    return render(request, "plans/list.html", context)
