from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from idic.domain.identify.rules import visible_customers
from idic.domain.interact.complaints.queries.figures import (
    Counted,
    Indicators,
    by_month,
    by_topic,
    by_way,
    cube,
    indicators,
)
from idic.domain.interact.complaints.queries.occurrences import occurrences, ratings_of_two
from idic.domain.interact.complaints.queries.timeliness import Timeliness, timeliness
from idic.domain.sales.queries.purchase_counts import sales_by_month
from idic.doors.web.complaints.charts import months_between, pareto_picture, rate_picture
from idic.doors.web.complaints.heat import heat_of
from idic.doors.web.complaints.ways import way_picture
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.methods.iceberg import Iceberg, IcebergError, iceberg
from idic.methods.proportion import Proportion

PERIODS = {"90": gettext_lazy("3 months"), "365": gettext_lazy("12 months"), "730": gettext_lazy("24 months")}
_USUAL = "365"


@dataclass(frozen=True)
class Line:
    """`url`: the list of exactly what was counted."""

    name: str
    value: str
    meaning: str
    interval: str = ""
    url: str = ""
    counts: str = ""


class IcebergForm(forms.Form):
    asked = forms.IntegerField(label=gettext_lazy("Customers asked"), min_value=1, max_value=10_000_000)
    dissatisfied = forms.IntegerField(label=gettext_lazy("Of them dissatisfied"), min_value=0, max_value=10_000_000)
    complained = forms.IntegerField(label=gettext_lazy("Of these, complained"), min_value=0, max_value=10_000_000)
    base = forms.IntegerField(label=gettext_lazy("Customers in all"), min_value=1, max_value=1_000_000_000)


@require_GET
def figures(request: SignedInRequest) -> HttpResponse:
    user, now = request.user, timezone.now()
    require(user, "case.see")
    period = request.GET.get("period", "")
    period = period if period in PERIODS else _USUAL
    until = now + timedelta(seconds=1)
    since = timezone.localtime(now - timedelta(days=int(period)))
    # whole months: the rate of half a month stands on half a month's sales
    since = since.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    topics, ways = by_topic(user, since, until), cube(user, since, until)
    form = IcebergForm(request.GET if "asked" in request.GET else None)
    found = indicators(user, since, until, today=timezone.localtime(now))
    sales = sales_by_month(user, since, until) if may(user, "purchase.see") else {}
    context: dict[str, Any] = {
        "periods": PERIODS.items(), "period": period, "since": since, "received": sum(n for _name, n, _cost in topics),
        "lines": _lines(found, timeliness(user, since, until), since, sum(sales.values()), _customers(user)),
        "spent": (found.remedy_cost, found.handling_cost), "currency": settings.CONFIGURATION.currency,
        "pareto": pareto_picture([(name, float(n)) for name, n, _cost in topics], amount=_("Complaints"), form="number"),
        "pareto_cost": pareto_picture(
            [(name, cost) for name, _n, cost in topics], amount=_("Cost of remedies"),
            form=f"money:{settings.CONFIGURATION.currency}",
        ),
        "rates": _rates(user, since, until, sales) if sales else None,
        "heat": heat_of(ways, since.date()),
        "ways": way_picture(by_way(ways), timezone.localtime(since).date()),
        "sees_sales": may(user, "purchase.see"), "again": _again(user, since, until, timezone.localdate()),
        "form": form, "iceberg": _iceberg(form),
        "kappas": _kappas(user, since, until),
    }  # fmt: skip
    return render(request, "complaints/figures.html", context)


def _lines(found: Indicators, timely: Timeliness, since: datetime, sales: int, customers: int) -> list[Line]:
    day = timezone.localtime(since).date().isoformat()

    def url(**asked: str) -> str:
        return f"{reverse('complaints:list')}?{urlencode({'since': day, **asked})}"

    def counted(name: str, share: Counted | None, meaning: str, mark: str) -> Line:
        link = url(mark=mark) if share is not None else ""
        return Line(name, _share(share), meaning, _interval(share), link, _counts(share))

    due, of_received = _("Of the promises that were due: kept in time."), _("Of those received.")
    asked = _("Of those asked: 4 or 5 of 5.")
    lasted = [
        Line(name, formats.number(days, 1) if days is not None else "–", _("Days from the first contact to the end."))
        for name, days in ((_("Median"), timely.median_days), (_("P90"), timely.ninth_days))
    ]
    return [
        Line(_("Received"), formats.number(found.received), _("What was told twice counts once."), url=url()),
        Line(_("Brought to an end"), formats.number(found.ended), _("Closed, closed without agreement, or withdrawn."),
             url=url(state="ended")),
        Line(_("Corrective actions overdue"), formats.number(found.actions_overdue), _("Now."),
             url=f"{reverse('complaints:actions')}?state=overdue"),
        *_per_thousand(_("Complaints per 1,000 sales"), sales, found.received),
        *_per_thousand(_("Complaints per 1,000 customers"), customers, found.received),
        counted(_("Acknowledged in time"), timely.acknowledged, due, "acknowledged-in-time"),
        counted(_("Resolved in time"), timely.resolved, due, "resolved-in-time"),
        *lasted,
        counted(_("Confirmed by the customer"), found.confirmed, _("Of the closed ones: the customer said yes."), "confirmed"),
        counted(_("Content with how it was handled"), found.content_handling, asked, "content-handling"),
        counted(_("Content with what came of it"), found.content_outcome, asked, "content-outcome"),
        counted(_("Opened again"), found.reopened, of_received, "reopened"),
        counted(_("Appealed"), found.appealed, of_received, "appealed"),
        Line(_("Corrective actions that work"), _share(found.actions_effective), _("Of those judged, at any time."),
             _interval(found.actions_effective), f"{reverse('complaints:actions')}?state=effective",
             _counts(found.actions_effective)),
    ]  # fmt: skip


def _customers(user: User) -> int:
    return visible_customers(user).count() if may(user, "customer.see") else 0


def _per_thousand(name: str, of: int, received: int) -> list[Line]:
    """Nothing where nothing was sold, where there is no customer, or where the reader may not see them."""
    if not of:
        return []
    counts = _("%(yes)s of %(all)s") % {"yes": formats.number(received), "all": formats.number(of)}
    return [Line(name, formats.number(1000 * received / of, 2), _("In the whole period."), counts=counts)]


def _rates(user: User, since: datetime, until: datetime, sales: Mapping[date, int]) -> Any:
    counts = {timezone.localtime(month).date(): n for month, n in by_month(user, since, until)}
    return rate_picture(counts, sales, months_between(since, until))


def _again(user: User, since: datetime, until: datetime, today: date) -> list[Line]:
    import numpy as np

    from idic.methods.recurrence import recurrence

    rows = occurrences(user, since, until)
    found = recurrence(
        rows.topic, np.array(rows.product, dtype=object), np.array(rows.customer, dtype=object),
        np.array(rows.day, dtype="datetime64[D]"), as_of=today,
    )  # fmt: skip
    return [
        Line(_("The same topic and product again within 90 days"), _share(found.overall),
             _("Of those whose 90 days are over."), _interval(found.overall)),
        Line(_("… from the same customer"), _share(found.by_customer),
             _("Of those whose 90 days are over and whose customer is known."), _interval(found.by_customer)),
    ]  # fmt: skip


def _iceberg(form: IcebergForm) -> Iceberg | None:
    if not form.is_bound or not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        return iceberg(data["asked"], data["dissatisfied"], data["complained"], base=data["base"])
    except IcebergError:
        form.add_error(None, _(
            "Those who complained are among the dissatisfied, these among those asked, and there are at least as many "
            "customers as were asked."
        ))  # fmt: skip
        return None


def _kappas(user: User, since: datetime, until: datetime) -> dict[str, Any] | None:
    """For whoever leads complaints; None for others, and where no two have reviewed the same complaint."""
    if not may(user, "complaint.manage"):
        return None
    ratings = ratings_of_two(user, since, until)
    if ratings is None:
        return None
    from idic.methods.agreement import cohen_kappa

    rows = []
    for label, (one, other) in ((_("Ten don'ts"), ratings.donts), (_("Six steps"), ratings.steps)):
        found = cohen_kappa(one, other)
        bounds = ""
        if found.low is not None and found.high is not None:
            told = {"low": formats.number(found.low, 2), "high": formats.number(found.high, 2)}
            bounds = _("%(low)s to %(high)s") % told
        kappa = formats.number(found.kappa, 2) if found.kappa is not None else "–"
        rows.append((label, kappa, bounds, formats.percent(found.observed)))
    return {"first": ratings.first, "second": ratings.second, "complaints": ratings.complaints, "rows": rows}


def _share(found: Proportion | None) -> str:
    return formats.percent(found.share) if found else "–"


def _interval(found: Proportion | None) -> str:
    if found is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": formats.percent(found.low), "high": formats.percent(found.high)}


def _counts(found: Counted | None) -> str:
    if found is None:
        return ""
    return _("%(yes)s of %(all)s") % {"yes": formats.number(found.hits), "all": formats.number(found.of)}
