"""The four stations as the page shows them: a figure, its trend, what stands beside it, and the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.doors.web.home.changes import relative, signed
from idic.doors.web.home.facts import Facts
from idic.doors.web.home.next_steps import Station
from idic.doors.web.home.wording import ShownStep
from idic.doors.web.segments.links import customers_url
from idic.doors.web.shell.navigation import url_or_none
from idic.doors.web.shell.sparkline import sparkline
from idic.foundation.languages import formats


@dataclass(frozen=True)
class Trend:
    text: str
    verdict: str
    icon: str


@dataclass(frozen=True)
class Detail:
    text: str
    url: str = ""


@dataclass(frozen=True)
class ShownStation:
    code: Station
    number: int
    label: str
    value: str
    url: str
    trend: Trend | None
    details: Sequence[Detail]
    spark: object
    step: ShownStep | None


def stations(facts: Facts, steps: Mapping[Station, ShownStep], *, currency: str) -> list[ShownStation]:
    return [
        _identify(facts, steps.get("identify")),
        _differentiate(facts, steps.get("differentiate"), currency),
        _interact(facts, steps.get("interact")),
        _customize(facts, steps.get("customize")),
    ]


def _identify(facts: Facts, step: ShownStep | None) -> ShownStation:
    figures = facts.figures
    customers, joined = int(figures.get("customers") or 0), int(figures.get("joined") or 0)
    reachable = int(figures.get("reachable") or 0)
    details = []
    if facts.latest:
        records = {"records": formats.number(int(figures.get("records") or 0)), "joined": formats.number(joined)}
        details.append(Detail(_("from %(records)s records; %(joined)s joined from several") % records))
        if customers:
            unreachable = facts.segment("unreachable")
            details.append(
                Detail(
                    _("%(share)s can be reached") % {"share": formats.percent(reachable / customers)},
                    customers_url(segment=unreachable.pk) if unreachable else "",
                )
            )
    value = formats.number(customers) if facts.latest else "–"
    url = url_or_none("customers:list") or ""
    return ShownStation(
        "identify",
        1,
        _("Customers known"),
        value,
        url,
        _trend(facts, "customers"),
        details,
        _spark(facts, "customers"),
        step,
    )


def _differentiate(facts: Facts, step: ShownStep | None, currency: str) -> ShownStation:
    figures = facts.figures
    name = "lifetime_value" if figures.get("lifetime_value") is not None else "spend"
    label = _("Expected lifetime value") if name == "lifetime_value" else _("Net spend")
    amount = Decimal(str(figures.get(name) or 0))
    value = formats.whole_money(amount, currency) if facts.latest else "–"
    details = []
    if facts.latest:
        current = int(figures.get("tense", {}).get("current", {}).get("customers", 0))
        words = ngettext("%(count)s current customer", "%(count)s current customers", current)
        details.append(Detail(words % {"count": formats.number(current)}, customers_url(tense="current")))
    if facts.segments:
        words = ngettext("%(count)s segment", "%(count)s segments", len(facts.segments))
        details.append(
            Detail(words % {"count": formats.number(len(facts.segments))}, url_or_none("segments:list") or "")
        )
    return ShownStation(
        "differentiate", 2, label, value, url_or_none("value:overview") or "", _trend(facts, name), details,
        _spark(facts, name), step,
    )  # fmt: skip


def _interact(facts: Facts, step: ShownStep | None) -> ShownStation:
    work, url = facts.work, url_or_none("followups:list") or ""
    words = ngettext("%(count)s overdue", "%(count)s overdue", work.overdue)
    details = [Detail(words % {"count": formats.number(work.overdue)}, f"{url}?tab=overdue&whose=all")]
    if work.done:
        values = {"count": formats.number(work.done), "share": formats.percent(work.in_time / work.done, 0)}
        words = ngettext(
            "%(count)s done in 30 days, %(share)s in time", "%(count)s done in 30 days, %(share)s in time", work.done
        )
        details.append(Detail(words % values, f"{url}?tab=done&whose=all"))
    trend = None
    if facts.earlier is not None:
        # Follow-ups done are counted by turn: this one so far against the whole of the last.
        difference = facts.since.done - facts.before.done
        trend = _difference(difference, _("%(change)s done against the last turn"))
    return ShownStation(
        "interact", 3, _("Follow-ups open"), formats.number(work.open), url + "?whose=all" if url else "", trend,
        details,
        None, step,
    )  # fmt: skip


def _customize(facts: Facts, step: ShownStep | None) -> ShownStation:
    campaigns, url = facts.campaigns, url_or_none("campaigns:list") or ""
    rate = campaigns.response_rate
    words = ngettext("%(count)s campaign", "%(count)s campaigns", campaigns.campaigns)
    details = [Detail(words % {"count": formats.number(campaigns.campaigns)}, url)]
    if campaigns.campaigns:
        values = {"count": formats.number(campaigns.campaigns - campaigns.without_control)}
        details.append(Detail(_("%(count)s with a control group") % values, url))
    value = formats.percent(rate) if rate is not None else "–"
    return ShownStation("customize", 4, _("Response rate of campaigns"), value, url, None, details, None, step)


def _trend(facts: Facts, name: str) -> Trend | None:
    change = relative(facts.figures, facts.earlier, name)
    if change is None:
        return None
    if abs(change) < 0.0005:
        return Trend(_("unchanged since the last turn"), "neither", "minus")
    text = _("%(change)s since the last turn") % {"change": formats.signed_percent(change)}
    return Trend(text, "good" if change > 0 else "bad", "trending-up" if change > 0 else "trending-down")


def _difference(value: int, words: str) -> Trend | None:
    if value == 0:
        return None
    icon = "trending-up" if value > 0 else "trending-down"
    return Trend(words % {"change": signed(value)}, "good" if value > 0 else "neither", icon)


def _spark(facts: Facts, name: str) -> object:
    values = [float(one.figures[name]) for one in reversed(facts.refreshes) if one.figures.get(name) is not None]
    return sparkline(values) if len(values) > 2 else None
