"""How clean the customers are, source by source; each figure leads to the records behind it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.identify.linkage.enums import Age
from idic.domain.identify.linkage.queries.stewardship import (
    FIELDS,
    SourceQuality,
    access_records,
    backlog,
    merges_by_month,
    source_quality,
    totals,
)
from idic.doors.web.matching.tabs import matching_tabs
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.charts import ChartTable, Picture
from idic.doors.web.timeline.words import FIELD_LABELS
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page


def _begin_of_a_year(now: datetime) -> datetime:
    """A whole month, as each bar leads to all merges of its month."""
    return timezone.localtime(now - timedelta(days=365)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@require_GET
def stewardship(request: SignedInRequest) -> HttpResponse:
    require(request.user, "customer.merge")
    now = timezone.now()
    sources = source_quality()
    all_of = totals()
    waiting = backlog(now)
    months = merges_by_month(_begin_of_a_year(now))
    values = {
        "tabs": matching_tabs("stewardship"), "sources": [_row(one) for one in sources], "totals": all_of,
        "backlog": waiting, "fields": [FIELD_LABELS[name] for name in FIELDS],
        "age_days": (now - waiting.oldest).days if waiting.oldest else None,
        "share_in_question": all_of.in_question / all_of.customers if all_of.customers else 0.0,
        "merges": _merges(months) if months else None,
        "merges_url": reverse("matching:merges"), "by_hand_url": f"{reverse('matching:merges')}?reason=by_hand",
        "undone_url": f"{reverse('matching:merges')}?state=undone", "waiting_url": _waiting(Age.ANY),
        "ages": [
            (age.label, count, _waiting(age))
            for age, count in (
                (Age.WEEK, waiting.this_week), (Age.MONTH, waiting.this_month), (Age.OLDER, waiting.older),
            )
        ],
    }  # fmt: skip
    return render(request, "matching/stewardship.html", values)


@require_GET
def records(request: SignedInRequest) -> HttpResponse:
    source, missing = request.GET.get("source", ""), request.GET.get("missing", "")
    doubles = request.GET.get("doubles") == "yes"
    pk = int(source) if source.isascii() and source.isdecimal() and len(source) < 19 else None
    found = access_records(request.user, source=pk, missing=missing, doubles=doubles)
    page = keyset_page(found, Order("pk"), cursor=request.GET.get("after") or request.GET.get("before"))
    chips = []
    if pk is not None:
        name = page.rows[0].source.label if page.rows else source
        chips.append(("source", _("Source"), name))
    if missing in FIELDS:
        chips.append(("missing", _("Lacks"), str(FIELD_LABELS[missing])))
    if doubles:
        chips.append(("doubles", _("Records"), _("beyond the first of their customer")))
    values = {
        "tabs": matching_tabs("stewardship"), "page": page, "count": bounded_count(found), "chips": chips,
    }  # fmt: skip
    return render(request, "matching/records.html", values)


def _waiting(age: Age) -> str:
    return f"{reverse('matching:pairs')}?age={age.value}"


def _row(one: SourceQuality) -> dict[str, object]:
    return {
        "name": one.name, "records": one.records, "doubles": one.doubles, "share": one.doubles / one.records,
        "filled": [
            (FIELD_LABELS[name], one.filled[name] / one.records, f"{reverse('matching:records')}?source={one.pk}&missing={name}")
            for name in FIELDS
        ],
        "url": f"{reverse('matching:records')}?source={one.pk}",
        "doubles_url": f"{reverse('matching:records')}?source={one.pk}&doubles=yes",
    }  # fmt: skip


def _merges(months: list[tuple[Any, int, int]]) -> Picture:
    option: dict[str, Any] = {
        "xAxis": {"type": "category", "data": [month for month, _made, _undone in months]},
        "yAxis": {"type": "value"}, "legend": {"show": True},
        "series": [
            {"name": _("Made"), "type": "bar", "data": [made for _month, made, _undone in months]},
            {"name": _("Undone"), "type": "bar", "data": [undone for _month, _made, undone in months]},
        ],
    }  # fmt: skip
    links = [f"{reverse('matching:merges')}?month={month:%Y-%m}" for month, _made, _undone in months]
    return Picture(
        option, ChartTable([_("Month"), _("Made"), _("Undone")], months, ["month", "number", "number"], links)
    )
