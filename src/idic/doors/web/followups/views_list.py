from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.interact.plans.queries.plans import plans_to_choose
from idic.domain.interact.queries.work_list import (
    TABS,
    Tab,
    TabCounts,
    WorkFilters,
    order_of,
    segments_with_follow_ups,
    tab_counts,
    work_list,
)
from idic.doors.web.followups.filters import read_filters, read_tab, selects, whose_labels
from idic.doors.web.followups.wording import row_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.paging.keyset import keyset_page


@require_GET
def work(request: SignedInRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    require(user, "follow_up.see")
    asked_tab = read_tab(request.GET)
    filters = read_filters(request.GET, user, asked_tab)
    counts = tab_counts(user, filters, today=today)
    tab = asked_tab or _first_with_work(counts)
    page = keyset_page(
        work_list(user, filters, tab, today=today),
        order_of(tab),
        cursor=request.GET.get("after") or request.GET.get("before"),
    )
    may_close = may(user, "follow_up.change")
    shown = selects(filters, tab, segments_with_follow_ups(user), plans_to_choose(user))
    return render(
        request,
        "followups/list.html",
        {
            "rows": [row_of(one, today, may_close=may_close) for one in page.rows],
            "page": page,
            "tab": tab,
            "count": None if tab == "done" else getattr(counts, tab),
            "tabs": _tabs(request, tab, counts),
            "selects": shown,
            "whose": filters.whose,
            "whose_choices": whose_labels(user),
            "chips": [(select.name, select.label, select.words) for select in shown if select.value],
            "narrowed": _is_narrowed(filters),
            "may_create": may(user, "follow_up.create"),
            "may_close": may_close,
            "address": request.get_full_path(),
        },
    )


def _first_with_work(counts: TabCounts) -> Tab:
    return "overdue" if counts.overdue else "later" if counts.later and not counts.today else "today"


def _is_narrowed(filters: WorkFilters) -> bool:
    return bool(filters.method or filters.reason or filters.outcome or filters.segment_id or filters.plan_id)


def _tabs(request: HttpRequest, current: Tab, counts: TabCounts) -> list[dict[str, Any]]:
    labels = {"overdue": _("Overdue"), "today": _("Today"), "later": _("Later"), "done": _("Done")}
    found: list[dict[str, Any]] = []
    for tab in TABS:
        query = request.GET.copy()
        for name in ("after", "before", *([] if tab == "done" else ["outcome"])):
            query.pop(name, None)
        query["tab"] = tab
        found.append(
            {
                "label": labels[tab], "url": f"{reverse('followups:list')}?{query.urlencode()}",
                "current": tab == current, "count": getattr(counts, tab, None),
            }
        )  # fmt: skip
    return found
