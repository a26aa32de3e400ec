from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.models import CaseClock
from idic.domain.interact.cases.queries.attainment import breaches
from idic.domain.interact.cases.queries.paused import stood_still
from idic.domain.interact.cases.queries.promises import by_day
from idic.domain.interact.standards.enums import CLOCKS
from idic.domain.interact.standards.queries.standards import Versions, access_standard, versions_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.charts import weekly_picture
from idic.doors.web.standards.periods import day_choices, days_asked, last_days
from idic.doors.web.standards.times import times_words
from idic.doors.web.standards.views_list import kept_in, row_of
from idic.doors.web.standards.wording import (
    basis_words,
    html_language,
    in_language,
    languages,
    most_pause_words,
    span,
    step_words,
    target_words,
)
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, keyset_page


@dataclass(frozen=True)
class Late:
    clock: CaseClock
    # of open time, beyond what was promised; of one that runs as it was when it was last worked out
    by: str


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    standard, days = access_standard(request.user, pk), days_asked(request)
    versions = versions_of([standard], at=timezone.now()).get(pk, Versions())
    period = last_days(days)
    kept = kept_in(request.user, period, [pk]).get(pk)
    row, shown = row_of(standard, versions, kept, days), versions.now or versions.coming
    picture, why_none = weekly_picture(*by_day(request.user, period, pk), float(shown.target_share) if shown else None)
    page = keyset_page(
        breaches(request.user, period).filter(standard_version__standard=pk), Order("breached_at", descending=True),
        cursor=request.GET.get("after") or request.GET.get("before"), size=20,
    )  # fmt: skip
    context = {
        "standard": standard, "row": row, "kept": kept, "hidden": {"version": str(standard.version)}, "versions": [
            (one, target_words(standard.measure, one.target_share, one.target_minutes), one == versions.now)
            for one in versions.all
        ],
        "shown": shown, "customer_words": in_language(shown.customer_words) if shown else "",
        "staff_words": in_language(shown.staff_words) if shown else "",
        "said": [
            (html_language(code), label, shown.customer_words.get(code, ""), shown.staff_words.get(code, ""))
            for code, label in languages()
        ] if shown else [],
        "steps": [step_words(one) for one in shown.escalation] if shown else [],
        "most_pause": most_pause_words(shown.most_pause_minutes, for_others=shown.pauses_for_others)
        if shown and standard.measure in CLOCKS else "",
        "times": times_words(stood_still(request.user, period, pk)) if standard.measure in CLOCKS else [],
        "picture": picture, "why_none": why_none, "is_clock": standard.measure in CLOCKS,
        "basis": basis_words(standard.measure),
        "late": [Late(one, span(max(1.0, one.elapsed_minutes - one.budget_minutes))) for one in page.rows], "page": page,
        "days": days, "day_choices": day_choices(days), "may_manage": may(request.user, "standard.manage"),
    }  # fmt: skip
    return render(request, "standards/detail.html", context)
