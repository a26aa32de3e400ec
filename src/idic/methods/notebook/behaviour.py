"""What customers buy together, what they buy next, and how many of them come back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Generic

import numpy as np
import pyarrow as pa

from idic.methods import baskets, cohorts, paths
from idic.methods.baskets import Baskets, Rules
from idic.methods.cohorts import Cohorts
from idic.methods.notebook.purchases import Day
from idic.methods.paths import Flows, Sequences, Transitions
from idic.methods.table import Frame, arrow_table, coded, days, like, numbers

FEWEST_BASKETS = 5


@dataclass(frozen=True, slots=True)
class BasketRules(Generic[Frame]):
    """`table`: first, second (the items of each side, joined by " + "), count, support, confidence, lift, leverage, p, q;
    the strongest lift first."""

    table: Frame
    rules: Rules
    baskets: Baskets
    min_count: int


@dataclass(frozen=True, slots=True)
class PurchasePaths(Generic[Frame]):
    """`table`: item, next, count, share (of what follows the item), the most frequent first. `flows`: the most usual ways;
    buying the same again is no new step of a way."""

    table: Frame
    transitions: Transitions
    flows: Flows
    sequences: Sequences


@dataclass(frozen=True, slots=True)
class CohortRetention(Generic[Frame]):
    """`table`: cohort (first day of the month of the first purchase), months_later, customers, active, retention and, with
    amounts, revenue. Months that have not been yet have no row."""

    table: Frame
    cohorts: Cohorts


def basket_rules(
    lines: Frame,
    *,
    receipt: str = "receipt",
    item: str = "item",
    quantity: str | None = None,
    min_count: int | None = None,
    max_length: int = 2,
    max_q: float = 0.05,
    min_lift: float = 0.0,
    banned: Collection[str] = (),
) -> BasketRules[Frame]:
    """One row per line of a receipt. `min_count` receipts must hold the items together (without it one in 1,000, and 5 at
    least); of the rules shown at most the share `max_q` is expected to be false."""
    source = arrow_table(lines)
    (receipts, _), (items, names) = coded(source, receipt), coded(source, item)
    known = (receipts >= 0) & (items >= 0)
    pieces = None if quantity is None else numbers(source, quantity)[known]
    labels: dict[object, object] = {code: str(name) for code, name in enumerate(names.to_pylist())}
    built = baskets.build(receipts[known], items[known], quantity=pieces, level=labels, banned=set(banned))
    least = min_count or max(FEWEST_BASKETS, -(-built.count // 1_000))
    found = baskets.rules(
        baskets.frequent_itemsets(built, min_count=least, max_length=max_length), max_q=max_q, min_lift=min_lift
    )
    sides = {
        side: pa.array([" + ".join(str(found.items[code]) for code in codes) for codes in chosen], type=pa.string())
        for side, chosen in (("first", found.antecedent), ("second", found.consequent))
    }
    figures = {name: getattr(found, name) for name in ("support", "confidence", "lift", "leverage", "p", "q")}
    return BasketRules(like(lines, pa.table({**sides, "count": found.n_ab, **figures})), found, built, least)


def purchase_paths(
    events: Frame,
    *,
    customer: str = "customer",
    date: str = "date",
    item: str = "item",
    top: int = 20,
    steps: int = 4,
) -> PurchasePaths[Frame]:
    """One row per purchase. What a customer buys on one day is one step; what follows it is what they buy the next time."""
    source = arrow_table(events)
    (who, _), (what, names) = coded(source, customer), coded(source, item)
    when = days(source, date)
    known = (who >= 0) & (what >= 0) & ~np.isnat(when)
    labels = np.array([str(name) for name in names.to_pylist()], dtype=object)
    sequences = paths.build(who[known], when[known], labels[what[known]].astype(np.str_))
    table = paths.transitions(sequences)
    inner = table.counts[1:-1, 1:-1]
    followed = inner.sum(axis=1)
    before, after = np.nonzero(inner)
    order = np.lexsort((after, before, -inner[before, after]))
    before, after = before[order], after[order]
    count = inner[before, after]
    told = pa.table(
        {
            "item": pa.array(sequences.items[before], type=pa.string()),
            "next": pa.array(sequences.items[after], type=pa.string()),
            "count": count,
            "share": count / followed[before],
        }
    )
    return PurchasePaths(
        like(events, told), table, paths.top_paths(_walked(sequences), top=top, steps=steps), sequences
    )


def cohort_retention(
    purchases: Frame,
    *,
    customer: str = "customer",
    date: str = "date",
    amount: str | None = None,
    as_of: Day | None = None,
) -> CohortRetention[Frame]:
    """One row per purchase; a negative amount is a return. `as_of`: the last month that counts."""
    source = arrow_table(purchases)
    who, when = coded(source, customer)[0], days(source, date)
    money = None if amount is None else numbers(source, amount)
    known = (who >= 0) & ~np.isnat(when)
    found = cohorts.retention(
        who[known], when[known], amount=None if money is None else money[known],
        as_of=None if as_of is None else np.datetime64(as_of).astype("datetime64[M]"),
    )  # fmt: skip
    row, later = np.nonzero(~np.isnan(found.active))
    figures = {
        "cohort": found.months[row].astype("datetime64[D]"),
        "months_later": later,
        "customers": found.size[row],
        "active": found.active[row, later].astype(np.int64),
        "retention": found.retention[row, later],
    }
    if money is not None:
        figures["revenue"] = found.revenue[row, later]
    return CohortRetention(like(purchases, pa.table(figures)), found)


def _walked(sequences: Sequences) -> list[list[object]]:
    """One way per customer: the first item of every element, without the same twice in a row."""
    code = sequences.code[sequences.start[:-1]]
    ways = []
    for begin, end in zip(sequences.first[:-1].tolist(), sequences.first[1:].tolist(), strict=True):
        mine = code[begin:end]
        ways.append(sequences.items[mine[np.append(True, mine[1:] != mine[:-1])]].tolist())
    return ways
