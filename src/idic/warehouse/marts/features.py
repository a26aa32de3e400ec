"""The feature mart: one row per customer, told from what was known on the morning of `t0` and nothing later.

Grain: one row per customer of the star. The window is [t0 - length, t0). Nothing dated `t0` or after enters, not even to
close a contact that was open then: with all later rows deleted every figure stays the same, which a test holds.
What stands on the customer without a date (sex, province, attributes) is as known today; the page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

#: Gives a table of the star by its name.
Tables = Callable[[str], "ir.Table"]

_UNITS = 10_000
#: Two neighbouring spans of so many days make a trend.
TREND_DAYS = 90
#: Two neighbouring spans of so many days, or of half the window where that is less, tell who rose and who fell a tier.
TIER_DAYS = 182
_TIERS = 5
_SATURDAY = 6

#: Figures of behaviour, in the order of the mart.
BEHAVIOUR = (
    "recency_days", "frequency", "spend", "mean_basket", "median_gap", "gap_ratio", "frequency_trend", "spend_trend",
    "tier_change", "categories", "discount_share", "return_share", "channels", "places", "weekend_share", "tenure_days",
    "contacts", "open_follow_ups", "overdue_follow_ups", "campaigns_got", "campaigns_redeemed",
)  # fmt: skip
#: Of the person, from the record.
DEMOGRAPHY = ("age", "is_organisation", "is_female")


@dataclass(frozen=True)
class FeatureWindow:
    t0: date
    length_days: int

    @property
    def start(self) -> date:
        return self.t0 - timedelta(days=self.length_days)


def feature_table(
    table: Tables, window: FeatureWindow, *, currency: str, everybody: Tables | None = None
) -> pa.Table:  # fmt: skip
    return features(table, window, currency=currency, everybody=everybody).order_by("customer_id").to_pyarrow()


def features(table: Tables, window: FeatureWindow, *, currency: str, everybody: Tables | None = None) -> ir.Table:
    """customer_id, last_day, BEHAVIOUR, DEMOGRAPHY; null where a figure cannot be known. `everybody`: the star with all
    customers where `table` is cut to some of them, for the figures that tell how one stands among all."""
    import ibis

    customers = table("customers")
    t0 = ibis.date(window.t0.isoformat())
    base = customers.select(
        "customer_id",
        age=t0.delta(customers.birth_date, unit="day") / 365.25,
        is_organisation=(customers.kind == "organisation").cast("float64"),
        is_female=_flag(customers.sex),
    )
    parts = (
        _purchases(table, window, currency),
        _gaps(table, window, currency),
        _tiers(everybody or table, window, currency),
        _lines(table, window, currency),
        _first(table, window, currency),
        _contacts(table, window),
        _campaigns(table, window),
    )
    joined = base
    for part in parts:
        joined = joined.left_join(part, "customer_id").drop("customer_id_right")
    return _finished(joined, t0, window.length_days)


def _flag(column: Any) -> Any:
    return (column == "female").fill_null(False).cast("float64")


def _within(fact: ir.Table, window: FeatureWindow) -> Any:
    import ibis

    return (fact.day >= ibis.date(window.start.isoformat())) & (fact.day < ibis.date(window.t0.isoformat()))


def _bought(table: Tables, window: FeatureWindow, currency: str) -> ir.Table:
    purchases = table("purchases")
    return purchases.filter(
        purchases.customer_id.notnull(), purchases.currency == currency, purchases.kind == "sale",
        purchases.total_e4 > 0, _within(purchases, window),
    )  # fmt: skip


def _purchases(table: Tables, window: FeatureWindow, currency: str) -> ir.Table:
    """How much, how often, and the last two spans of TREND_DAYS beside each other."""
    import ibis

    bought = _bought(table, window, currency)
    near = ibis.date((window.t0 - timedelta(days=TREND_DAYS)).isoformat())
    far = ibis.date((window.t0 - timedelta(days=2 * TREND_DAYS)).isoformat())
    late, early = bought.day >= near, (bought.day >= far) & (bought.day < near)
    return bought.group_by("customer_id").aggregate(
        last_day=bought.day.max(),
        frequency=bought.day.nunique(),
        receipts=bought.count(),
        spend=bought.total_e4.sum() / _UNITS,
        late_days=bought.day.nunique(where=late),
        early_days=bought.day.nunique(where=early),
        late_spend=bought.total_e4.sum(where=late) / _UNITS,
        early_spend=bought.total_e4.sum(where=early) / _UNITS,
        channels=bought.channel.nunique(where=bought.channel != ""),
        places=bought.place.nunique(where=bought.place != ""),
        weekend_days=bought.count(where=bought.day.day_of_week.index() >= _SATURDAY - 1),
    )


def _gaps(table: Tables, window: FeatureWindow, currency: str) -> ir.Table:
    import ibis

    days = _bought(table, window, currency).select("customer_id", "day").distinct()
    order: Any = ibis.window(group_by=days.customer_id, order_by=days.day)
    steps = days.mutate(gap=days.day.delta(days.day.lag().over(order), unit="day"))
    return steps.group_by("customer_id").aggregate(median_gap=steps.gap.median())


def _tiers(table: Tables, window: FeatureWindow, currency: str) -> ir.Table:
    """Fifths of all buyers by spend, 5 the most, in the last span and in the one before it: the history of a tier, told from
    the purchases, since past scores are not kept for good. Equal spend is the same fifth."""
    import ibis

    span = min(TIER_DAYS, window.length_days // 2)
    near = ibis.date((window.t0 - timedelta(days=span)).isoformat())
    far = ibis.date((window.t0 - timedelta(days=2 * span)).isoformat())
    bought = _bought(table, window, currency)

    def fifths(days: Any, name: str) -> ir.Table:
        spent = bought.filter(days).group_by("customer_id").aggregate(spent_e4=lambda rows: rows.total_e4.sum())
        below, everybody = ibis.rank().over(order_by=spent.spent_e4), spent.count().over(ibis.window())
        return spent.select("customer_id", **{name: 1 + (_TIERS * below) // everybody})

    late = fifths(bought.day >= near, "late_tier")
    early = fifths((bought.day >= far) & (bought.day < near), "early_tier")
    return early.left_join(late, "customer_id").drop("customer_id_right")


def _lines(table: Tables, window: FeatureWindow, currency: str) -> ir.Table:
    """Discounts, returns and the breadth of what was bought, from the lines."""
    sales, products = table("sales"), table("products")
    lines = sales.filter(sales.customer_id.notnull(), sales.currency == currency, _within(sales, window))
    named = lines.left_join(products.select("product_id", "category_1"), "product_id").drop("product_id_right")
    sold = named.kind == "sale"
    return named.group_by("customer_id").aggregate(
        categories=named.category_1.nunique(where=sold & (named.category_1 != "")),
        discount=named.discount_e4.abs().sum(where=sold) / _UNITS,
        sold=named.amount_e4.sum(where=sold) / _UNITS,
        returned=-named.amount_e4.sum(where=~sold & (named.amount_e4 < 0)) / _UNITS,
    )


def _first(table: Tables, window: FeatureWindow, currency: str) -> ir.Table:
    """Since when the customer buys; what lies before the window counts as its length."""
    import ibis

    purchases = table("purchases")
    known = purchases.filter(
        purchases.customer_id.notnull(), purchases.currency == currency, purchases.kind == "sale",
        purchases.total_e4 > 0, purchases.day < ibis.date(window.t0.isoformat()),
    )  # fmt: skip
    return known.group_by("customer_id").aggregate(first_day=known.day.min())


def _contacts(table: Tables, window: FeatureWindow) -> ir.Table:
    """A contact that was finished on `t0` or later was open then."""
    import ibis

    contacts = table("contacts")
    t0 = ibis.date(window.t0.isoformat())
    known = contacts.filter(contacts.customer_id.notnull(), contacts.day < t0)
    done = known.done_on.notnull() & (known.done_on < t0)
    follow_up = known.source == "follow_up"
    return known.group_by("customer_id").aggregate(
        contacts=known.count(where=done & (known.done_on >= ibis.date(window.start.isoformat()))),
        open_follow_ups=known.count(where=follow_up & ~done),
        overdue_follow_ups=known.count(where=follow_up & ~done & known.due_on.notnull() & (known.due_on < t0)),
    )


def _campaigns(table: Tables, window: FeatureWindow) -> ir.Table:
    import ibis

    reached = table("campaign_contacts")
    t0, start = ibis.date(window.t0.isoformat()), ibis.date(window.start.isoformat())
    known = reached.filter(reached.customer_id.notnull(), reached.starts_on >= start, reached.starts_on < t0)
    return known.group_by("customer_id").aggregate(
        campaigns_got=known.campaign_id.nunique(),
        campaigns_redeemed=known.campaign_id.nunique(where=known.redeemed_on.notnull() & (known.redeemed_on < t0)),
    )


def _finished(joined: ir.Table, t0: Any, length_days: int) -> ir.Table:
    import ibis

    recency = t0.delta(joined.last_day, unit="day").cast("float64")
    columns: dict[str, Any] = {
        "recency_days": recency,
        "frequency": joined.frequency.fill_null(0).cast("float64"),
        "spend": joined.spend.fill_null(0.0),
        "mean_basket": joined.spend / joined.receipts,
        "median_gap": joined.median_gap.cast("float64"),
        "gap_ratio": recency / joined.median_gap.cast("float64").nullif(0.0),
        "frequency_trend": joined.late_days.cast("float64") / joined.early_days.cast("float64").nullif(0.0),
        "spend_trend": joined.late_spend.fill_null(0.0) / joined.early_spend.nullif(0.0),
        # who bought before and not in the last span has fallen out of all tiers
        "tier_change": (joined.late_tier.fill_null(0) - joined.early_tier).cast("float64"),
        "categories": joined.categories.fill_null(0).cast("float64"),
        "discount_share": joined.discount / (joined.sold + joined.discount).nullif(0.0),
        "return_share": joined.returned.fill_null(0.0) / joined.sold.nullif(0.0),
        "channels": joined.channels.fill_null(0).cast("float64"),
        "places": joined.places.fill_null(0).cast("float64"),
        "weekend_share": joined.weekend_days.cast("float64") / joined.receipts,
        "tenure_days": ibis.least(t0.delta(joined.first_day, unit="day"), length_days).cast("float64"),
    }
    for name in ("contacts", "open_follow_ups", "overdue_follow_ups", "campaigns_got", "campaigns_redeemed"):
        columns[name] = joined[name].fill_null(0).cast("float64")
    return joined.select(
        "customer_id", "last_day", **columns, age=joined.age, is_organisation=joined.is_organisation,
        is_female=joined.is_female,
    )  # fmt: skip


def category_spend(table: Tables, window: FeatureWindow, *, currency: str) -> ir.Table:
    """customer_id, category, spend within the window: what the shares of needs are reckoned from. Returns are left out."""
    sales, products = table("sales"), table("products")
    lines = sales.filter(
        sales.customer_id.notnull(), sales.currency == currency, sales.kind == "sale", sales.amount_e4 > 0,
        _within(sales, window),
    )  # fmt: skip
    named = lines.inner_join(products.select("product_id", "category_1"), "product_id")
    named = named.filter(named.category_1.notnull(), named.category_1 != "")
    return named.group_by("customer_id", category=named.category_1).aggregate(spend=named.amount_e4.sum() / _UNITS)
