"""Who counts as a yes: one 0 or 1 for each customer of a population, from what came in the label window.

Every function returns (customers in the population, outcome beside them, exclusions with their reasons).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.risk.attributes import attribute_values
from idic.domain.differentiate.risk.periods import label_window
from idic.domain.differentiate.risk.question import Kind, Question
from idic.warehouse.marts.features import Tables

if TYPE_CHECKING:
    import ibis.expr.types as ir

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Labels:
    """`customers` ascending. `left_out`: reason -> how many."""

    customers: Ints
    outcome: NDArray[np.float64]
    left_out: dict[str, int] = field(default_factory=dict)


def labels(table: Tables, question: Question, t0: date, *, currency: str) -> Labels:
    found = {
        Kind.SILENCE: _silence, Kind.ALIVE: _alive, Kind.CONTRACT: _contract, Kind.CATEGORY: _category,
        Kind.CAMPAIGN: _campaign,
    }  # fmt: skip
    if question.kind == Kind.ATTRIBUTE:
        return _attribute(table, question)
    return found[Kind(question.kind)](table, question, t0, currency)


def population(table: Tables, question: Question, t0: date, *, currency: str) -> Ints | None:
    """Of whom the question is asked on the morning of `t0`, ascending; None: of everybody."""
    if question.kind in (Kind.SILENCE, Kind.ALIVE, Kind.CATEGORY):
        return _active(table, question, t0, currency)[0]
    if question.kind == Kind.CONTRACT:
        customers, ends = contract_ends(table, question.target)
        return customers[ends >= np.datetime64(t0)]
    return None


def contract_ends(table: Tables, code: str) -> tuple[Ints, NDArray[np.datetime64]]:
    """Customers ascending, and the day on which the contract of each ends; not a time where none is known."""
    customers, ends = attribute_values(table, code)
    return customers, np.array([_day(one) for one in ends], dtype="datetime64[D]")


def buyers_between(table: Tables, start: date, end: date, *, currency: str, category: str = "") -> Ints:
    """Who bought on a day from `start` to the day before `end`; with a category, something of it."""
    import ibis

    facts: ir.Table = table("sales") if category else table("purchases")
    rows = facts.filter(
        facts.customer_id.notnull(), facts.currency == currency, facts.kind == "sale",
        facts.day >= ibis.date(start.isoformat()), facts.day < ibis.date(end.isoformat()),
    )  # fmt: skip
    if category:
        products = table("products")
        wanted = products.filter(products.category_1 == category).select("product_id")
        rows = rows.semi_join(wanted, "product_id")
    else:
        rows = rows.filter(rows.total_e4 > 0)
    return _ids(rows.select("customer_id").distinct())


def _active(table: Tables, question: Question, t0: date, currency: str) -> tuple[Ints, dict[str, int]]:
    """Who bought within the feature window; the others have been silent too long to be lost now."""
    customers = table("customers")
    every = _ids(customers.select("customer_id"))
    active = buyers_between(table, t0 - timedelta(days=question.feature_days), t0, currency=currency)
    active = np.intersect1d(active, every)
    return active, {"no_purchase_in_window": int(every.size - active.size)}


def _silence(table: Tables, question: Question, t0: date, currency: str) -> Labels:
    active, left_out = _active(table, question, t0, currency)
    came = buyers_between(table, *label_window(question, t0), currency=currency)
    return Labels(active, (~np.isin(active, came)).astype(np.float64), left_out)


def _alive(table: Tables, question: Question, t0: date, currency: str) -> Labels:
    """Fitted on what was known at the end of the label window: below the limit counts as lost."""
    from idic.methods.clv import lifetime
    from idic.warehouse.marts.customers import customer_mart_expression

    active, left_out = _active(table, question, t0, currency)
    _start, end = label_window(question, t0)
    mart = customer_mart_expression(
        table("customers"), table("purchases"), as_of=end - timedelta(days=1), currency=currency
    ).to_pyarrow()
    columns = {
        name: np.asarray(mart.column(name).to_numpy(zero_copy_only=False), dtype=np.float64)
        for name in ("repeat_days", "last_week", "age_weeks", "repeat_spend", "orders", "customer_id")
    }
    usable = (columns["orders"] > 0) & (columns["age_weeks"] > 0)
    found = lifetime.score_customers(
        columns["repeat_days"][usable], columns["last_week"][usable], columns["age_weeks"][usable],
        np.nan_to_num(columns["repeat_spend"][usable]), horizon_weeks=52, annual_discount=0.1, margin=1.0,
    )  # fmt: skip
    alive = dict(zip(columns["customer_id"][usable].astype(np.int64).tolist(), found.p_alive.tolist(), strict=True))
    known = np.array([customer for customer in active.tolist() if customer in alive], dtype=np.int64)
    outcome = np.array([alive[customer] < question.cut for customer in known.tolist()], dtype=np.float64)
    if known.size < active.size:
        left_out["not_in_the_alive_model"] = int(active.size - known.size)
    return Labels(known, outcome, left_out)


def _contract(table: Tables, question: Question, t0: date, currency: str) -> Labels:
    """A renewed contract carries its new end; an end in the window that still stands after the days of grace is a loss."""
    customers, days = contract_ends(table, question.target)
    start, end = label_window(question, t0)
    known = ~np.isnat(days)
    running = known & (days >= np.datetime64(t0))
    lost = running & (days >= np.datetime64(start)) & (days < np.datetime64(end))
    left_out = {"no_contract_end": int((~known).sum()), "ended_before": int((known & ~running).sum())}
    return Labels(customers[running], lost[running].astype(np.float64), left_out)


def _category(table: Tables, question: Question, t0: date, currency: str) -> Labels:
    active, left_out = _active(table, question, t0, currency)
    came = buyers_between(table, *label_window(question, t0), currency=currency, category=question.target)
    return Labels(active, np.isin(active, came).astype(np.float64), left_out)


def _campaign(table: Tables, question: Question, t0: date, currency: str) -> Labels:
    """Of those whom campaigns of the window addressed, who used one; `target` is a code, or * for any."""
    import ibis

    reached = table("campaign_contacts")
    start, end = label_window(question, t0)
    rows = reached.filter(
        reached.customer_id.notnull(), reached.starts_on >= ibis.date(start.isoformat()),
        reached.starts_on < ibis.date(end.isoformat()),
    )  # fmt: skip
    if question.target != "*":
        rows = rows.filter(rows.code == question.target)
    addressed = _ids(rows.select("customer_id").distinct())
    used = rows.filter(rows.redeemed_on.notnull(), rows.redeemed_on < ibis.date(end.isoformat()))
    came = _ids(used.select("customer_id").distinct())
    every = _ids(table("customers").select("customer_id"))
    addressed = np.intersect1d(addressed, every)
    return Labels(
        addressed, np.isin(addressed, came).astype(np.float64), {"not_addressed": int(every.size - addressed.size)}
    )


def _attribute(table: Tables, question: Question) -> Labels:
    customers, values = attribute_values(table, question.target)
    known = np.array([one not in (None, "", []) for one in values], dtype=np.bool_)
    yes = np.array([_means(one, question.value) for one in values], dtype=np.bool_)
    return Labels(customers[known], yes[known].astype(np.float64), {"attribute_unknown": int((~known).sum())})


def _means(value: Any, wanted: str) -> bool:
    if isinstance(value, list):
        return any(_means(one, wanted) for one in value)
    if isinstance(value, bool):
        return wanted.lower() in (("true", "yes", "1") if value else ("false", "no", "0"))
    if isinstance(value, int | float):
        try:
            return float(value) == float(wanted)
        except ValueError:
            return False
    if str(value).casefold() == wanted.casefold():
        return True
    try:
        # numbers are kept as texts: 1, 1.0 and 1.00 are one
        return float(str(value)) == float(wanted)
    except ValueError:
        return False


def _day(value: Any) -> str:
    """As numpy reads it; what is no day is none."""
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return "NaT"


def _ids(table: ir.Table) -> Ints:
    column = table.order_by("customer_id").to_pyarrow().column("customer_id")
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)
