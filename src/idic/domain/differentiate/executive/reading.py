"""The director's figures of one snapshot: series, forecasts, causes, and what the scenarios rest on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from idic.domain.differentiate.executive.content import Ahead, Cause, Content, Series
from idic.domain.differentiate.models import CustomerScore
from idic.foundation.languages.provinces import stored_province
from idic.methods import drivers, scenarios
from idic.methods.drivers import Contribution
from idic.warehouse.marts import months
from idic.warehouse.marts.service_months import service_months

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.reading import Star

MOST_MONTHS = 48
AHEAD = 3
MOST_MEMBERS = 10
#: The dimensions along which the change of net sales is taken apart.
MEMBERS = ("province", "category", "channel", "place")


def read_figures(star: Star, *, as_of: date, currency: str) -> Content | None:
    """None before there is a whole month with a purchase."""
    purchases = star.table("purchases")
    last = months.last_whole_month(as_of)
    flows = months.flows(purchases, currency=currency, last=last)
    if not flows:
        return None
    begin = flows[0]["month"]
    new, kept = months.newcomers_and_kept(purchases, currency=currency, first=begin, last=last)
    late = months.late_contacts(star.table("contacts"), first=begin, last=last)
    columns: dict[str, Any] = {
        "net_sales": [row["net"] for row in flows],
        "buyers": [row["buyers"] for row in flows],
        # everybody is new when the records begin
        "new_customers": [np.nan, *new[1:]],
        "kept_customers": kept,
        "spend_per_purchase": [row["net"] / row["purchases"] if row["purchases"] else np.nan for row in flows],
        "late_contacts": late,
        **service_months(star, first=begin, last=last),
    }
    first = max(begin, last - MOST_MONTHS + 1)
    series = {code: _series(values, begin, first) for code, values in columns.items()}
    return Content(
        first=first, last=last, currency=currency, series=series,
        ahead={code: _ahead(values) for code, values in series.items()},
        causes=tuple(
            _cause(star, flows, currency=currency, last=last, against=against)
            for against in (last - 12, last - 1)
            if against >= begin
        ),
        leavers=_leavers(), tiers=_tiers(),
    )  # fmt: skip


def _series(values: Any, begin: int, first: int) -> Series:
    shown = np.asarray(values, dtype=np.float64)[first - begin :]
    return tuple(None if np.isnan(value) else round(float(value), 6) for value in shown)


def _ahead(values: Series) -> Ahead:
    from idic.methods import forecast

    begin = next((place for place, value in enumerate(values) if value is not None), len(values))
    known = [value for value in values[begin:] if value is not None]
    if not known or len(known) < len(values) - begin:
        return Ahead(reason="too_short")
    found = forecast.monthly(known, horizon=AHEAD)
    held_out = found.held_out
    return Ahead(
        mean=tuple(map(float, found.mean)), lower=tuple(map(float, found.lower)), upper=tuple(map(float, found.upper)),
        level=found.level, reason=found.reason, error=held_out.mae if held_out else None,
        naive_error=held_out.naive_mae if held_out else None,
    )  # fmt: skip


def _cause(star: Star, flows: list[dict[str, Any]], *, currency: str, last: int, against: int) -> Cause:
    by_month = {row["month"]: row for row in flows}
    factors = drivers.of_factors(_factors(by_month[against]), _factors(by_month[last]))
    members = {}
    for name, (sold, column, amount) in _sold(star).items():
        before, after = (
            months.net_by_member(sold, column, amount, currency=currency, month=month) for month in (against, last)
        )
        if name == "province":
            before, after = _one_spelling(before), _one_spelling(after)
        members[name] = _most(drivers.of_members(before, after))
    shown = {name: rows for name, rows in members.items() if len(rows) > 1}
    if isinstance(factors, str):
        return Cause(against, reason=factors, members=shown)
    return Cause(against, factors, members=shown)


def _sold(star: Star) -> dict[str, tuple[ir.Table, str, str]]:
    """The sales that carry each dimension, the column that names it, and the one that is added up."""
    purchases, sales = star.table("purchases"), star.table("sales")
    customers, products = star.table("customers"), star.table("products")
    living = purchases.left_join(customers.select("customer_id", "province"), "customer_id")
    grouped = sales.left_join(products.select("product_id", "category_1"), "product_id")
    return {
        "province": (living, "province", "total_e4"),
        "category": (grouped, "category_1", "amount_e4"),
        "channel": (purchases, "channel", "total_e4"),
        "place": (purchases, "place", "total_e4"),
    }


def _factors(row: dict[str, Any]) -> dict[str, float]:
    buyers, purchases = row["buyers"], row["purchases"]
    return {
        "buyers": float(buyers),
        "purchases_per_buyer": purchases / buyers if buyers else 0.0,
        "spend_per_purchase": row["net"] / purchases if purchases else 0.0,
    }


def _one_spelling(net: dict[str, float]) -> dict[str, float]:
    """Old records may name one province in several languages."""
    found: dict[str, float] = {}
    for told, amount in net.items():
        name = stored_province(told)
        found[name] = found.get(name, 0.0) + amount
    return found


def _most(found: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
    """The largest changes by name, all others together."""
    shown, rest = found[:MOST_MEMBERS], found[MOST_MEMBERS:]
    if not rest:
        return shown
    before, after = sum(one.before for one in rest), sum(one.after for one in rest)
    share = sum(one.share for one in rest if one.share is not None) if shown[0].share is not None else None
    return (*shown, Contribution("*", before, after, after - before, share))


def _leavers() -> scenarios.Leavers | None:
    rows = CustomerScore.objects.filter(lifetime_value__isnull=False).values_list("p_alive", "lifetime_value")
    known = np.array([(alive, value) for alive, value in rows.iterator(20_000)], dtype=np.float64).reshape(-1, 2)
    return scenarios.leavers(known[:, 0], known[:, 1]) if known.size else None


def _tiers() -> dict[str, scenarios.Spread]:
    from django.db.models import Avg, Count, Variance

    rows = (
        CustomerScore.objects.filter(lifetime_value__isnull=False)
        .exclude(tier="")
        .values("tier")
        .annotate(n=Count("*"), mean=Avg("lifetime_value"), spread=Variance("lifetime_value", sample=True))
    )
    return {row["tier"]: scenarios.Spread(row["n"], float(row["mean"] or 0), float(row["spread"] or 0)) for row in rows}
