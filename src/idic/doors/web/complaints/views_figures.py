from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from idic.domain.identify.rules import visible_customers
from idic.domain.interact.complaints.queries.figures import by_way, cube, indicators, open_by_age, unrecorded
from idic.domain.interact.complaints.queries.occurrences import came_again
from idic.domain.interact.complaints.queries.timeliness import lasted
from idic.domain.sales.queries.purchase_counts import sales_by_month
from idic.doors.web.complaints.ageing import ageing_picture
from idic.doors.web.complaints.charts import months_between, pareto_picture, rate_picture
from idic.doors.web.complaints.heat import heat_of
from idic.doors.web.complaints.indicators import channel_lines, count_lines, outcome_lines, time_lines
from idic.doors.web.complaints.period import PERIODS, FiguresPeriod, period_of
from idic.doors.web.complaints.ways import way_picture
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.methods.iceberg import Iceberg, IcebergError, iceberg


class IcebergForm(forms.Form):
    asked = forms.IntegerField(label=gettext_lazy("Customers asked"), min_value=1, max_value=10_000_000)
    dissatisfied = forms.IntegerField(label=gettext_lazy("Of them dissatisfied"), min_value=0, max_value=10_000_000)
    complained = forms.IntegerField(label=gettext_lazy("Of these, complained"), min_value=0, max_value=10_000_000)
    base = forms.IntegerField(label=gettext_lazy("Customers in all"), min_value=1, max_value=1_000_000_000)


@require_GET
def figures(request: SignedInRequest) -> HttpResponse:
    """What costs more to work out (cost, recovery, silence, those who handle it) is asked for by the page."""
    user, today = request.user, timezone.localdate()
    require(user, "case.see")
    period = period_of(request.GET)
    since, until, day = period.since, period.until, period.first_day
    counted, found = cube(user, since, until), indicators(user, since, until, today=timezone.localtime())
    sales = sales_by_month(user, since, until) if may(user, "purchase.see") else {}
    form = IcebergForm(request.GET if "asked" in request.GET else None)
    context: dict[str, Any] = {
        "periods": PERIODS.items(), "period": period.code, "since": since, "received": found.received,
        "groups": [
            (_("How many"), list(count_lines(
                found, day, sales=sum(sales.values()), customers=_customers(user), unrecorded=unrecorded(user, since, until)
            ))),
            (_("How fast"), list(time_lines(found, lasted(user, since, until), day))),
            (_("What came of it"), list(outcome_lines(found, came_again(user, since, until, today=today), day))),
            (_("By which channel"), list(channel_lines(counted.modes, day))),
        ],
        "pareto": pareto_picture([(name, float(n)) for name, n in counted.topics], amount=_("Complaints"), form="number"),
        "rates": _rates(counted.months, sales, period) if sales else None,
        "heat": heat_of(counted.ways, day), "ways": way_picture(by_way(counted.ways), day),
        "ageing": ageing_picture(open_by_age(user, today=today)), "sees_sales": may(user, "purchase.see"),
        "may_lead": may(user, "complaint.manage"), "form": form, "iceberg": _iceberg(form),
    }  # fmt: skip
    return render(request, "complaints/figures.html", context)


def _customers(user: User) -> int:
    return visible_customers(user).count() if may(user, "customer.see") else 0


def _rates(months: Mapping[date, int], sales: Mapping[date, int], period: FiguresPeriod) -> Any:
    return rate_picture(months, sales, months_between(period.since, period.until))


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
