"""The rows a model learns from: one per customer and snapshot day, features from before it, the outcome from after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.needs.columns_named import ATTRIBUTE
from idic.domain.differentiate.risk.attributes import as_feature, attribute_columns
from idic.domain.differentiate.risk.labels import Labels, labels
from idic.domain.differentiate.risk.periods import Periods
from idic.domain.differentiate.risk.question import Question
from idic.warehouse.marts.features import BEHAVIOUR, DEMOGRAPHY, FeatureWindow, Tables, feature_table

Column = NDArray[Any]

#: A model learns from so many rows at most; above, from a drawn sample, and the page says so.
MOST_ROWS = 300_000
#: Facts without these rows say the same of the customers that are asked about.
OF_CUSTOMERS = frozenset({"customers", "purchases", "sales", "contacts", "campaign_contacts"})


@dataclass
class Examples:
    """`columns` are as long as `customers`; `period` is the snapshot day of each row."""

    customers: NDArray[np.int64]
    period: NDArray[np.datetime64]
    outcome: NDArray[np.float64]
    columns: dict[str, Column]
    counts: list[dict[str, Any]] = field(default_factory=list)
    # how many rows there were before a sample was drawn; 0 where these are all
    drawn_from: int = 0


def feature_names(question: Question) -> list[str]:
    names: list[str] = []
    if "behaviour" in question.groups:
        names += BEHAVIOUR
    if "demography" in question.groups:
        names += DEMOGRAPHY
    return [*names, *(f"{ATTRIBUTE}{code}" for code in question.attributes if code != question.target)]


def columns_on(
    table: Tables, question: Question, t0: date, *, currency: str, everybody: Tables | None = None
) -> tuple[NDArray[np.int64], dict[str, Column]]:
    """Every customer as known on the morning of `t0`, ascending by id. `everybody`: the whole star where `table` is cut."""
    mart = feature_table(table, FeatureWindow(t0, question.feature_days), currency=currency, everybody=everybody)
    customers = np.asarray(mart.column("customer_id").to_numpy(zero_copy_only=False), dtype=np.int64)
    names = feature_names(question)
    columns: dict[str, Column] = {
        name: np.asarray(mart.column(name).to_numpy(zero_copy_only=False), dtype=np.float64)
        for name in names
        if not name.startswith(ATTRIBUTE)
    }
    codes = [name.removeprefix(ATTRIBUTE) for name in names if name.startswith(ATTRIBUTE)]
    if codes:
        owners, found = attribute_columns(table, codes)
        place = np.searchsorted(owners, customers)
        for code in codes:
            columns[f"{ATTRIBUTE}{code}"] = as_feature(found[code])[place]
    return customers, columns


def examples(
    table: Tables, question: Question, span: Periods, *, currency: str, without: NDArray[np.int64], seed: int = 0,
    most: int = MOST_ROWS, report: Any = None,
) -> Examples:  # fmt: skip
    """`without`: of whom nothing may be computed; they are no example either. Of more than `most` rows whole customers
    are drawn by the seed, so that nobody stands on both sides, and before anything is worked out of them.
    """
    days = span.days if question.is_dated else (span.last_known,)
    known = [_known(table, question, t0, currency, without) for t0 in days]
    size = sum(one.customers.size for one in known)
    drawn = _drawn(np.unique(np.concatenate([one.customers for one in known])), size, most, seed)
    of_drawn = table if drawn is None else _cut_to(table, drawn)
    parts: list[Examples] = []
    for number, (t0, found) in enumerate(zip(days, known, strict=True)):
        if report is not None:
            report("model_features", number, len(days))
        chosen = np.ones(found.customers.size, dtype=np.bool_) if drawn is None else np.isin(found.customers, drawn)
        wanted = found.customers[chosen]
        customers, columns = columns_on(of_drawn, question, t0, currency=currency, everybody=table)
        place = np.searchsorted(customers, wanted)
        counts = {
            "t0": t0.isoformat(), "rows": int(found.customers.size), "events": int(found.outcome.sum()),
            "left_out": found.left_out,
        }  # fmt: skip
        parts.append(
            Examples(
                wanted, np.full(wanted.size, np.datetime64(t0)), found.outcome[chosen],
                {name: values[place] for name, values in columns.items()}, [counts],
            )
        )  # fmt: skip
    return _joined(parts, 0 if drawn is None else size)


def _known(table: Tables, question: Question, t0: date, currency: str, without: NDArray[np.int64]) -> Labels:
    found = labels(table, question, t0, currency=currency)
    allowed = ~np.isin(found.customers, without)
    left_out = dict(found.left_out)
    if not allowed.all():
        left_out["no_profiling"] = int((~allowed).sum())
    return Labels(found.customers[allowed], found.outcome[allowed], left_out)


def _drawn(who: NDArray[np.int64], rows: int, most: int, seed: int) -> NDArray[np.int64] | None:
    """Ascending; None: everybody."""
    if rows <= most:
        return None
    drawn = np.random.default_rng(seed).choice(who, int(who.size * most / rows), replace=False)
    return np.sort(drawn)


def _cut_to(table: Tables, drawn: NDArray[np.int64]) -> Tables:
    """The same star, in which nobody but the drawn has ever been."""
    import ibis
    import pyarrow as pa

    people = ibis.memtable(pa.table({"customer_id": drawn}))

    def cut(name: str) -> Any:
        found = table(name)
        return found.semi_join(people, "customer_id") if name in OF_CUSTOMERS else found

    return cut


def _joined(parts: list[Examples], drawn_from: int) -> Examples:
    names = list(parts[0].columns) if parts else []
    return Examples(
        np.concatenate([one.customers for one in parts]),
        np.concatenate([one.period for one in parts]),
        np.concatenate([one.outcome for one in parts]),
        {name: np.concatenate([one.columns[name] for one in parts]) for name in names},
        [count for one in parts for count in one.counts],
        drawn_from,
    )
