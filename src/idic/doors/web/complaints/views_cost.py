"""What complaints cost, as a part of their figures."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from idic.domain.interact.complaints.queries.costs import MOST, Part, PeriodCost, cost_of
from idic.domain.interact.complaints.queries.margins import WATCHED_DAYS
from idic.doors.web.complaints.asking import NO_TOPIC
from idic.doors.web.complaints.charts import LINE
from idic.doors.web.complaints.lines import Line, list_since
from idic.doors.web.complaints.period import period_of
from idic.doors.web.complaints.wording import UNKNOWN_MARGINS
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.charts import Cell, ChartTable, Picture
from idic.foundation.accounts.rules import require
from idic.foundation.languages import formats

_ROWS = 20


@require_GET
def cost(request: SignedInRequest) -> HttpResponse:
    require(request.user, "case.see")
    period = period_of(request.GET)
    found, url = cost_of(request.user, period.since, period.until), list_since(period.first_day)
    context: dict[str, Any] = {
        "lines": _lines(found, url), "sum": formats.whole_money(found.sum, settings.CONFIGURATION.currency),
        "unknown": [(UNKNOWN_MARGINS[code], n) for code, n in sorted(found.unknown.items())],
        "left_out": found.margin.missing if found.margin else 0, "days": WATCHED_DAYS,
        "pareto": _pareto(found, url), "is_cut": found.is_cut,
        "money": f"money:{settings.CONFIGURATION.currency}", "most": MOST, "has_any": found.remedy.of > 0,
    }  # fmt: skip
    return render(request, "complaints/_cost.html", context)


def _lines(found: PeriodCost, url: Any) -> list[Line]:
    told = [
        Line(_("Handling"), _money(found.handling), _("The work, as far as it was written down."), url=url(mark="worked-on"),
             counts=_known(found.handling)),
        Line(_("Remedies"), _money(found.remedy), _("What was paid, replaced or given, as far as it was written down."),
             url=url(mark="remedied"), counts=_known(found.remedy)),
    ]  # fmt: skip
    if found.margin is not None:
        told.append(Line(
            _("Margin at risk"), _money(found.margin),
            _("How far the probability that the customer still buys fell, times what the customer was worth before."),
            counts=_known(found.margin),
        ))  # fmt: skip
    return told


def _money(part: Part) -> str:
    return formats.whole_money(part.amount, settings.CONFIGURATION.currency) if part.known else "–"


def _known(part: Part) -> str:
    """Of how many it is known, and how many are left out of the sum."""
    told = {
        "known": formats.number(part.known),
        "all": formats.number(part.of),
        "missing": formats.number(part.missing),
    }
    if not part.missing:
        return _("known of all %(all)s") % told
    return ngettext(
        "known of %(known)s of %(all)s, %(missing)s is left out", "known of %(known)s of %(all)s, %(missing)s are left out",
        part.missing,
    ) % told  # fmt: skip


def _pareto(found: PeriodCost, url: Any) -> tuple[Picture, int] | None:
    """What each topic costs, in its parts, and the running share with the 80 % line; how many topics reach it."""
    from idic.methods.pareto import pareto

    topics = [one for one in found.topics if one.sum > 0]
    if not topics:
        return None
    # by place: two topics may be called the same
    ranked = pareto([f"{place:06}" for place in range(len(topics))], [one.sum for one in topics], line=LINE)
    shown = topics[:_ROWS]
    running = ranked.cumulative.tolist()[: len(shown)]
    names = [one.name or _("No topic") for one in shown]
    links = [url(topic=NO_TOPIC if one.topic is None else str(one.topic)) for one in shown]
    parts = [(_("Handling"), [one.handling for one in shown]), (_("Remedies"), [one.remedy for one in shown])]
    if found.margin is not None:
        parts.append((_("Margin at risk"), [one.margin for one in shown]))
    whole = sum(one.sum for one in topics)
    option = {
        "legend": {"data": [*(name for name, _values in parts), _("Running sum")]},
        "xAxis": {"type": "category", "data": names, "axisLabel": {"interval": 0, "width": 90, "overflow": "truncate"}},
        "yAxis": {"type": "value"},
        # room for a legend of two lines
        "grid": {"top": 64},
        "series": [
            *({"name": name, "type": "bar", "stack": "cost", "data": values} for name, values in parts),
            {"name": _("Running sum"), "type": "line", "data": [whole * one for one in running]},
            {"name": _("Line at 80%"), "type": "line", "data": [whole * LINE] * len(shown), "showSymbol": False,
             "lineStyle": {"type": "dashed", "width": 1}},
        ],
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [name, one.complaints, *(values[place] for _name, values in parts), one.sum, running[place]]
        for place, (name, one) in enumerate(zip(names, shown, strict=True))
    ]
    money = f"money:{settings.CONFIGURATION.currency}"
    columns = [_("Topic"), _("Complaints"), *(name for name, _values in parts), _("Sum"), _("Running sum")]
    forms = ["", "number", *(money for _part in parts), money, "percent"]
    return Picture(option, ChartTable(columns, rows, forms=forms, links=links)), ranked.vital
