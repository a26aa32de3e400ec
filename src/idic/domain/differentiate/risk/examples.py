"""The rows a model learns from: one per customer and snapshot day, features from before it, the outcome from after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.needs.columns_named import ATTRIBUTE
from idic.domain.differentiate.risk.attributes import as_feature, attribute_columns
from idic.domain.differentiate.risk.labels import labels
from idic.domain.differentiate.risk.periods import Periods
from idic.domain.differentiate.risk.question import Question
from idic.warehouse.marts.features import BEHAVIOUR, DEMOGRAPHY, FeatureWindow, Tables, feature_table

Column = NDArray[Any]


@dataclass
class Examples:
    """`columns` are as long as `customers`; `period` is the snapshot day of each row."""

    customers: NDArray[np.int64]
    period: NDArray[np.datetime64]
    outcome: NDArray[np.float64]
    columns: dict[str, Column]
    counts: list[dict[str, Any]] = field(default_factory=list)


def feature_names(question: Question) -> list[str]:
    names: list[str] = []
    if "behaviour" in question.groups:
        names += BEHAVIOUR
    if "demography" in question.groups:
        names += DEMOGRAPHY
    return [*names, *(f"{ATTRIBUTE}{code}" for code in question.attributes if code != question.target)]


def columns_on(
    table: Tables, question: Question, t0: date, *, currency: str
) -> tuple[NDArray[np.int64], dict[str, Column]]:
    """Every customer as known on the morning of `t0`, ascending by id."""
    mart = feature_table(table, FeatureWindow(t0, question.feature_days), currency=currency)
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
    table: Tables, question: Question, span: Periods, *, currency: str, without: NDArray[np.int64], report: Any = None
) -> Examples:
    """`without`: of whom nothing may be computed; they are no example either."""
    parts: list[Examples] = []
    days = span.days if question.is_dated else (span.last_known,)
    for number, t0 in enumerate(days):
        if report is not None:
            report("model_features", number, len(days))
        found = labels(table, question, t0, currency=currency)
        allowed = ~np.isin(found.customers, without)
        customers, columns = columns_on(table, question, t0, currency=currency)
        wanted = found.customers[allowed]
        place = np.searchsorted(customers, wanted)
        outcome = found.outcome[allowed]
        counts = {
            "t0": t0.isoformat(), "rows": int(wanted.size), "events": int(outcome.sum()),
            "left_out": {**found.left_out, **({"no_profiling": int((~allowed).sum())} if (~allowed).any() else {})},
        }  # fmt: skip
        parts.append(
            Examples(
                wanted, np.full(wanted.size, np.datetime64(t0)), outcome,
                {name: values[place] for name, values in columns.items()}, [counts],
            )
        )  # fmt: skip
    return _joined(parts)


def _joined(parts: list[Examples]) -> Examples:
    names = list(parts[0].columns) if parts else []
    return Examples(
        np.concatenate([one.customers for one in parts]),
        np.concatenate([one.period for one in parts]),
        np.concatenate([one.outcome for one in parts]),
        {name: np.concatenate([one.columns[name] for one in parts]) for name in names},
        [count for one in parts for count in one.counts],
    )
