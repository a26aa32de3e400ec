"""The indicators of complaints, line by line: what each means, and the list of exactly what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from idic.domain.interact.complaints.queries.figures import Counted, Indicators, share_of
from idic.domain.interact.complaints.queries.marks import AGAIN_DAYS
from idic.domain.interact.complaints.queries.occurrences import Again
from idic.domain.interact.complaints.queries.timeliness import Lasted
from idic.domain.interact.contact import AccessMode
from idic.doors.web.complaints.lines import Line, interval, list_since, of_all, shared
from idic.foundation.languages import formats


def share_line(name: str, share: Counted | None, meaning: str, url: str) -> Line:
    return Line(name, shared(share), meaning, interval(share), url if share is not None else "", of_all(share))


def count_lines(found: Indicators, since: date, *, sales: int, customers: int, unrecorded: int) -> Iterator[Line]:
    url, actions = list_since(since), reverse("complaints:actions")
    yield Line(_("Received"), formats.number(found.received), _("What was told twice counts once."), url=url())
    yield Line(_("Brought to an end"), formats.number(found.ended), _("Closed, closed without agreement, or withdrawn."),
               url=url(state="ended"))  # fmt: skip
    yield Line(_("Not recorded"), formats.number(unrecorded),
               _("Cases in which somebody complains, and nobody has made a complaint of it."),
               url=f"{reverse('complaints:list')}?{urlencode({'gap': 'unrecorded', 'since': since.isoformat()})}")  # fmt: skip
    yield from _per_thousand(_("Complaints per 1,000 sales"), sales, found.received)
    yield from _per_thousand(_("Complaints per 1,000 customers"), customers, found.received)
    yield Line(_("Corrective actions overdue"), formats.number(found.actions_overdue),
               _("Now: not carried out by their day, or not checked on their day."), url=f"{actions}?state=overdue")  # fmt: skip
    currency = settings.CONFIGURATION.currency
    for name, amount, mark in (
        (_("Cost of remedies"), found.remedy_cost, "remedied"), (_("Cost of handling it"), found.handling_cost, "worked-on"),
    ):  # fmt: skip
        yield Line(name, formats.whole_money(amount, currency), _("As far as it was written down."), url=url(mark=mark))


def time_lines(found: Indicators, took: Lasted, since: date) -> Iterator[Line]:
    url, due = list_since(since), _("Of the promises that were due: kept in time.")
    yield share_line(_("Acknowledged in time"), found.acknowledged, due, url(mark="acknowledged-in-time"))
    yield share_line(_("Resolved in time"), found.resolved, due, url(mark="resolved-in-time"))
    for name, days in ((_("Median"), took.median_days), (_("P90"), took.ninth_days)):
        told = formats.number(days, 1) if days is not None else "–"
        yield Line(name, told, _("Days from the first contact to the end."))


def outcome_lines(found: Indicators, again: Again, since: date) -> Iterator[Line]:
    url, of_received = list_since(since), _("Of those received.")
    asked = _("Of those asked: 4 or 5 of 5.")
    yield share_line(
        _("Solved at first contact"), found.first_contact,
        _("Of the ended ones whose customer and topic are known: not opened again, and the customer did not come again with "
          "the same topic within %(days)s days.") % {"days": AGAIN_DAYS},
        url(mark="first-contact"),
    )  # fmt: skip
    yield share_line(_("Confirmed by the customer"), found.confirmed, _("Of the closed ones: the customer said yes."),
                     url(mark="confirmed"))  # fmt: skip
    yield share_line(_("Content with how it was handled"), found.content_handling, asked, url(mark="content-handling"))
    yield share_line(_("Content with what came of it"), found.content_outcome, asked, url(mark="content-outcome"))
    yield share_line(_("Opened again"), found.reopened, of_received, url(mark="reopened"))
    yield share_line(_("Appealed"), found.appealed, of_received, url(mark="appealed"))
    yield share_line(
        _("The same topic and product again within 90 days"), share_of(len(again.anybody), again.anybody_of),
        _("Of those whose 90 days are over."), url(mark="came-again"),
    )  # fmt: skip
    yield share_line(
        _("… from the same customer"), share_of(len(again.customer), again.customer_of),
        _("Of those whose 90 days are over and whose customer is known."), url(mark="same-came-again"),
    )  # fmt: skip
    yield share_line(
        _("Corrective actions that work"), found.actions_effective,
        _("Of those judged, at any time. One whose complaint came again before anybody judged it has not worked."),
        f"{reverse('complaints:actions')}?state=effective",
    )  # fmt: skip


def channel_lines(modes: Mapping[str, int], since: date) -> Iterator[Line]:
    """The most used first."""
    url, whole = list_since(since), sum(modes.values())
    names = dict(AccessMode.choices)
    for mode, n in sorted(modes.items(), key=lambda one: (-one[1], one[0])):
        yield share_line(str(names.get(mode, mode)), share_of(n, whole), "", url(mode=mode))


def _per_thousand(name: str, of: int, received: int) -> Iterator[Line]:
    """Nothing where nothing was sold, where there is no customer, or where the reader may not see them."""
    if of:
        counts = _("%(yes)s of %(all)s") % {"yes": formats.number(received), "all": formats.number(of)}
        yield Line(name, formats.number(1000 * received / of, 2), _("In the whole period."), counts=counts)
