from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from idic.domain.interact.complaints.queries.figures import Indicators, by_month, by_topic, by_way, cube, indicators
from idic.domain.interact.complaints.queries.occurrences import occurrences, ratings_of_two, spent
from idic.domain.sales.queries.purchase_counts import sales_by_month
from idic.doors.web.complaints.charts import heat_of, months_between, pareto_picture, rate_picture
from idic.doors.web.complaints.ways import way_picture
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.methods.iceberg import Iceberg, IcebergError, iceberg
from idic.methods.proportion import Proportion

PERIODS = {"90": gettext_lazy("3 months"), "365": gettext_lazy("12 months"), "730": gettext_lazy("24 months")}
_USUAL = "365"
Line = tuple[str, str, str, str]


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
    topics = by_topic(user, since, until)
    form = IcebergForm(request.GET if "asked" in request.GET else None)
    context: dict[str, Any] = {
        "periods": PERIODS.items(), "period": period, "since": since, "received": sum(n for _name, n, _cost in topics),
        "lines": _lines(indicators(user, since, until, today=timezone.localtime(now))),
        "spent": spent(user, since, until), "currency": settings.CONFIGURATION.currency,
        "pareto": pareto_picture([(name, float(n)) for name, n, _cost in topics], amount=_("Complaints"), form="number"),
        "pareto_cost": pareto_picture(
            [(name, cost) for name, _n, cost in topics], amount=_("Cost of remedies"),
            form=f"money:{settings.CONFIGURATION.currency}",
        ),
        "rates": _rates(user, since, until), "heat": heat_of(cube(user, since, until)),
        "ways": way_picture(by_way(user, since, until), timezone.localtime(since).date()),
        "sees_sales": may(user, "purchase.see"), "again": _again(user, since, until, timezone.localdate()),
        "form": form, "iceberg": _iceberg(form),
        "kappas": _kappas(user, since, until),
    }  # fmt: skip
    return render(request, "complaints/figures.html", context)


def _lines(found: Indicators) -> list[Line]:
    """Name, value, interval, what it means."""
    shares = (
        (_("Confirmed by the customer"), found.confirmed, _("Of the closed ones: the customer said yes.")),
        (_("Content with how it was handled"), found.content_handling, _("Of those asked: 4 or 5 of 5.")),
        (_("Content with what came of it"), found.content_outcome, _("Of those asked: 4 or 5 of 5.")),
        (_("Opened again"), found.reopened, _("Of those received.")), (_("Appealed"), found.appealed, _("Of those received.")),
        (_("Corrective actions that work"), found.actions_effective, _("Of those judged, at any time.")),
    )  # fmt: skip
    counts = (
        (_("Received"), found.received, _("What was told twice counts once.")),
        (_("Brought to an end"), found.ended, _("Closed, closed without agreement, or withdrawn.")),
        (_("Corrective actions overdue"), found.actions_overdue, _("Now.")),
    )
    lines = [(name, formats.number(n), "", meaning) for name, n, meaning in counts]
    return lines + [(name, _share(share), _interval(share), meaning) for name, share, meaning in shares]


def _rates(user: User, since: datetime, until: datetime) -> Any:
    """None for whoever may not see purchases."""
    if not may(user, "purchase.see"):
        return None
    counts = {timezone.localtime(month).date(): n for month, n in by_month(user, since, until)}
    return rate_picture(counts, sales_by_month(user, since, until), months_between(since, until))


def _again(user: User, since: datetime, until: datetime, today: date) -> list[Line]:
    import numpy as np

    from idic.methods.recurrence import recurrence

    rows = occurrences(user, since, until)
    found = recurrence(
        rows.topic, np.array(rows.product, dtype=object), np.array(rows.customer, dtype=object),
        np.array(rows.day, dtype="datetime64[D]"), as_of=today,
    )  # fmt: skip
    return [
        (_("The same topic and product again within 90 days"), _share(found.overall), _interval(found.overall),
         _("Of those whose 90 days are over.")),
        (_("… from the same customer"), _share(found.by_customer), _interval(found.by_customer),
         _("Of those whose 90 days are over and whose customer is known.")),
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
