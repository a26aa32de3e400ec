from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import FloatField, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from idic.domain.differentiate.compiling import read_rule, segment_fields
from idic.domain.differentiate.enums import RfmGroup, Tier
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.purposes import left_out_lines, use_of_segment
from idic.domain.differentiate.queries.members import SORTS, members_of, profile_of
from idic.domain.differentiate.queries.movement import MOST_COMPARED
from idic.domain.differentiate.queries.scores import latest_refreshes
from idic.domain.differentiate.queries.segments import Overlap, access_segment, access_segments, overlaps, past_day
from idic.domain.differentiate.ready_segments import segment_description, segment_name
from idic.domain.identify.models import Customer
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.rules.asking import Words
from idic.doors.web.rules.wording import rule_in_words
from idic.doors.web.segments.links import customer_url, customers_url, plan_url
from idic.doors.web.shell.charts import ChartTable
from idic.doors.web.shell.navigation import url_or_none
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats
from idic.foundation.languages.provinces import shown_province
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.paging.keyset import Order, keyset_page

_LIST_SORTS = {"size": "size", "spend": "spend_share", "gained": "gained", "lost": "lost", "created": "id"}
_TONES = {
    RfmGroup.CHAMPIONS: "success", RfmGroup.LOYAL: "success", RfmGroup.POTENTIAL_LOYALIST: "info",
    RfmGroup.NEW: "identify", RfmGroup.PROMISING: "info", RfmGroup.NEED_ATTENTION: "warning",
    RfmGroup.ABOUT_TO_SLEEP: "warning", RfmGroup.AT_RISK: "danger", RfmGroup.CANNOT_LOSE: "danger",
}  # fmt: skip


@dataclass(frozen=True)
class SegmentRow:
    segment: Segment
    name: str
    description: str
    url: str
    share: float | None

    @property
    def share_percent(self) -> int:
        return round(100 * (self.share or 0))

    @property
    def spend_percent(self) -> int:
        return round(100 * (self.segment.revenue_share or 0))


@dataclass(frozen=True)
class MemberRow:
    customer: Customer
    url: str
    group: str
    tone: str
    spend: str
    value: str


@require_GET
def segment_list(request: SignedInRequest) -> HttpResponse:
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") not in _LIST_SORTS:
        sort = "created"
    segments = access_segments(request.user).annotate(
        spend_share=Coalesce("revenue_share", Value(-1.0), output_field=FloatField())
    )
    page = keyset_page(
        segments, Order(_LIST_SORTS[sort.removeprefix("-")], sort.startswith("-")), cursor=_cursor(request)
    )
    base = _base()
    rows = [
        SegmentRow(one, segment_name(one), segment_description(one), _page_of(one), _share(one, base))
        for one in page.rows
    ]
    context = {
        "rows": rows, "page": page, "sort": sort, "may_change": may(request.user, "segment.change"), "base": base,
    }  # fmt: skip
    return render(request, "segments/list.html", context)


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    segment = access_segment(request.user, pk)
    sort = request.GET.get("sort", "")
    if sort.removeprefix("-") not in SORTS:
        sort = "-value"
    members = members_of(segment, request.user, sort=sort.removeprefix("-"))
    page = keyset_page(members, Order("sorted_by", sort.startswith("-")), cursor=_cursor(request), size=25)
    base = _base()
    asked, past = _past(request, segment)
    near = overlaps(segment)
    context: dict[str, Any] = {
        "segment": segment,
        "name": segment_name(segment),
        "description": segment_description(segment),
        "figures": _figures(segment, _share(segment, base)),
        **_rule(segment),
        "rows": [_member(customer) for customer in page.rows],
        "page": page,
        "sort": sort,
        "overlaps": [
            {
                "name": segment_name(one.segment),
                "url": _page_of(one.segment),
                "shared": one.shared,
                "share": one.shared / segment.size if segment.size else None,
                "percent": round(100 * one.shared / segment.size) if segment.size else 0,
            }
            for one in near
        ],
        "charts": _charts(segment),
        "asked": asked,
        "past": past,
        "today": timezone.localdate(),
        "customers_url": customers_url(segment=segment.pk),
        "compare_url": _compare_url(segment, near),
        "market_url": url_or_none("market:map") or "",
        "plan_url": plan_url(segment.pk) if may(request.user, "follow_up.create") else "",
        # the acts of the customer list, for everybody whom it shows
        "may_task": may(request.user, "task.create") and may(request.user, "bulk.change"),
        "member_query": urlencode({"segment": segment.pk}),
        "may_change": may(request.user, "segment.change"),
        "hidden": {"version": str(segment.version)},
        "purpose_label": _purpose_label(segment),
        "left_out": left_out_lines(segment),
    }
    return render(request, "segments/detail.html", context)


def _purpose_label(segment: Segment) -> str:
    if not segment.purpose:
        return ""
    use = use_of_segment(segment, at=timezone.now())
    return use.label if use is not None else segment.purpose


def _rule(segment: Segment) -> dict[str, object]:
    """A rule may name what an administrator has taken away since: the page says so and keeps the members."""
    if segment.is_static:
        return {}
    try:
        fields = segment_fields()
        return {"rule": rule_in_words(read_rule(segment.predicate, fields), fields, other=Words(fields).asked)}
    except PredicateRefused as refusal:
        return {"rule_refusal": refusal}


def _compare_url(segment: Segment, near: Sequence[Overlap]) -> str:
    ids = [segment.pk, *(one.segment.pk for one in near)][:MOST_COMPARED]
    return f"{reverse('segments:compare')}?{urlencode({'segment': ids}, doseq=True)}"


def _page_of(segment: Segment) -> str:
    return reverse("segments:detail", args=[segment.pk])


def _cursor(request: SignedInRequest) -> str | None:
    return request.GET.get("after") or request.GET.get("before")


def _base() -> int | None:
    newest = latest_refreshes(1)
    return newest[0].figures.get("customers") if newest else None


def _share(segment: Segment, base: int | None) -> float | None:
    return min(1.0, segment.size / base) if base else None


def _figures(segment: Segment, share: float | None) -> dict[str, str]:
    known = segment.revenue_share is not None
    return {
        "size": formats.number(segment.size),
        "share": gettext("%(share)s of all customers") % {"share": formats.percent(share)} if share is not None else "",
        "spend": formats.percent(segment.revenue_share or 0) if known else "–",
        "gained": formats.number(segment.gained),
        "lost": formats.number(segment.lost),
    }


def _past(request: SignedInRequest, segment: Segment) -> tuple[str, object]:
    asked = request.GET.get("on", "")
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return "", None
    if not 1900 <= day.year <= 9000:
        return "", None
    return asked, past_day(segment, day)


def _member(customer: Customer) -> MemberRow:
    score, currency = customer.score, settings.CONFIGURATION.currency
    return MemberRow(
        customer,
        customer_url(customer.pk),
        score.get_rfm_group_display() if score.rfm_group else "",
        _TONES.get(RfmGroup(score.rfm_group), "neutral") if score.rfm_group else "neutral",
        formats.money(score.monetary, currency) if score.monetary is not None else "",
        formats.money(score.lifetime_value, currency) if score.lifetime_value is not None else "",
    )


def _charts(segment: Segment) -> list[dict[str, Any]]:
    profile = profile_of(segment)
    unknown = gettext("Not known")

    def chart(
        code: str, title: str, column: str, rows: list[tuple[str, int]], words: Mapping[str, object]
    ) -> dict[str, Any]:
        named = [(str(words.get(value, value)) if value else unknown, count) for value, count in rows]
        drawn = named[::-1]
        links = [customers_url(segment=segment.pk, **{code: value}) if value else "" for value, _count in rows]
        return {
            "id": f"by-{code}",
            "title": title,
            "empty": not rows,
            "height": "sm" if len(rows) < 4 else "md",
            "option": {
                "grid": {"right": 32},
                "xAxis": {"type": "value", "minInterval": 1},
                "yAxis": {"type": "category", "data": [name for name, _count in drawn], "axisLabel": {"interval": 0}},
                "series": [
                    {"name": gettext("Customers"), "type": "bar", "data": [count for _name, count in drawn],
                     "barMaxWidth": 18}
                ],
            },
            "table": ChartTable(columns=[column, gettext("Customers")], rows=drawn, links=links[::-1]),
        }  # fmt: skip

    groups, tiers = dict(RfmGroup.choices), dict(Tier.choices)
    provinces = {name: shown_province(name) for name, _count in profile.province}
    return [
        chart("group", gettext("Members by RFM group"), gettext("RFM group"), profile.rfm_group, groups),
        chart("tier", gettext("Members by value tier"), gettext("Value tier"), profile.tier, tiers),
        chart("province", gettext("Members by province"), gettext("Province"), profile.province, provinces),
    ]
