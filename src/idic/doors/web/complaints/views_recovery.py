"""Whether customers come back after their complaint, as a part of the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from idic.domain.interact.complaints.queries.recovery import MOST, WITHIN_DAYS, ByVerdict, recovery
from idic.doors.web.complaints.lines import interval, list_since, of_all, points, shared
from idic.doors.web.complaints.period import period_of
from idic.doors.web.complaints.wording import MARK_WORDS
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.methods.recovery import NOBODY_LIKE_THEM, Recovery


@dataclass(frozen=True)
class Verdict:
    """Shares and their intervals are empty where there is nothing to tell; `why_not` then says why."""

    name: str
    complaints: int
    url: str
    handling: tuple[str, str]
    outcome: tuple[str, str]
    bought: tuple[str, str]
    others: tuple[str, str]
    difference: tuple[str, str]
    why_not: str

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        return self.bought, self.others, self.difference


@require_GET
def recovered(request: SignedInRequest) -> HttpResponse:
    """For whoever may see purchases and values: it is told from what customers bought."""
    user = request.user
    require(user, "case.see")
    if not (may(user, "purchase.see") and may(user, "value.see")):
        return render(request, "complaints/_recovery.html", {"is_kept": True})
    period = period_of(request.GET)
    found = recovery(user, period.since, today=timezone.localdate())
    context: dict[str, Any] = {
        "rows": [_verdict(one, period.first_day, found.until) for one in found.groups if one.complaints], "until": found.until,
        "days": WITHIN_DAYS, "unknown": found.unknown, "pool": found.others, "is_cut": found.is_cut, "most": MOST,
        "unmatched": sum(one.repurchase.unmatched for one in found.groups),
        "has_any": any(one.complaints for one in found.groups), "picture": _picture(found.groups),
    }  # fmt: skip
    return render(request, "complaints/_recovery.html", context)


def _verdict(one: ByVerdict, since: date, until: date) -> Verdict:
    again, url = one.repurchase, list_since(since)
    told = again.complainers is not None
    compared = {"n": formats.number(again.n)}
    others = {"n": formats.number(again.others)}
    return Verdict(
        str(MARK_WORDS[one.verdict]), one.complaints,
        url(until=until.isoformat(), mark=one.verdict) if one.complaints else "",
        (shared(one.content_handling), of_all(one.content_handling)), (shared(one.content_outcome), of_all(one.content_outcome)),
        (shared(again.complainers), _said(again.complainers, ngettext(
            "%(n)s customer compared", "%(n)s customers compared", again.n) % compared)) if told else ("–", ""),
        (shared(again.like_them), _said(again.like_them, ngettext(
            "%(n)s customer like them", "%(n)s customers like them", again.others) % others)) if told else ("–", ""),
        points(again.difference), "" if told else _why_not(again),
    )  # fmt: skip


def _said(share: Any, count: str) -> str:
    return f"{interval(share)} · {count}"


def _why_not(again: Recovery) -> str:
    if again.reason == NOBODY_LIKE_THEM:
        return _("Nobody like them is known who did not complain.")
    told = {"n": formats.number(again.n)}
    return ngettext(
        "Too few to tell: %(n)s customer with others like them.", "Too few to tell: %(n)s customers with others like them.",
        again.n,
    ) % told  # fmt: skip


def _picture(groups: Any) -> Picture | None:
    told = [one for one in groups if one.repurchase.complainers is not None]
    if not told:
        return None
    names = [str(MARK_WORDS[one.verdict]) for one in told]
    ours = [one.repurchase.complainers.share for one in told]
    theirs = [one.repurchase.like_them.share for one in told]
    who, like = _("Complained"), _("Like them, did not complain")
    option = {
        "legend": {"data": [who, like]}, "xAxis": {"type": "category", "data": names},
        "yAxis": {"type": "value", "max": 1},
        "series": [{"name": who, "type": "bar", "data": ours}, {"name": like, "type": "bar", "data": theirs}],
    }  # fmt: skip
    rows: list[list[Cell]] = [[name, a, b] for name, a, b in zip(names, ours, theirs, strict=True)]
    return Picture(option, ChartTable([_("What the customer said"), who, like], rows, forms=["", "percent", "percent"]))
