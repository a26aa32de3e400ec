"""The table that clusters are found in: one row per customer who bought in the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.needs.columns_named import ATTRIBUTE, HABIT, OTHER, SHARE
from idic.domain.differentiate.needs.question import LOGGED, NeedsQuestion
from idic.domain.differentiate.risk.attributes import as_feature, attribute_columns
from idic.warehouse.marts.features import FeatureWindow, Tables, category_spend, feature_table

if TYPE_CHECKING:
    import pyarrow as pa

#: Further categories are put together: a radar has room for so many arms.
MOST_CATEGORIES = 10


@dataclass(frozen=True)
class NeedsTable:
    """`numbers`: NaN where unknown; `texts`: "" where unknown. Rows as `customers`, ascending."""

    customers: NDArray[np.int64]
    names: tuple[str, ...]
    numbers: NDArray[np.float64]
    text_names: tuple[str, ...]
    texts: NDArray[np.object_]

    @property
    def logged(self) -> list[int]:
        return [place for place, name in enumerate(self.names) if name.removeprefix(HABIT) in LOGGED]


def needs_table(
    table: Tables, question: NeedsQuestion, t0: date, *, currency: str, without: NDArray[np.int64],
    names: Sequence[str] | None = None, texts: Sequence[str] | None = None,
) -> NeedsTable:  # fmt: skip
    """`names` and `texts`: the columns of a model that is there already, in its order."""
    window = FeatureWindow(t0, question.feature_days)
    mart = feature_table(table, window, currency=currency)
    customers = np.asarray(mart.column("customer_id").to_numpy(zero_copy_only=False), dtype=np.int64)
    bought = np.asarray(mart.column("frequency").to_numpy(zero_copy_only=False), dtype=np.float64) > 0
    chosen = bought & ~np.isin(customers, without)
    found: dict[str, NDArray[Any]] = {}
    if question.with_categories:
        wanted = None if names is None else [one.removeprefix(SHARE) for one in names if one.startswith(SHARE)]
        found |= _shares(table, window, customers, currency, wanted)
    for name in question.habits:
        found[f"{HABIT}{name}"] = np.asarray(mart.column(name).to_numpy(zero_copy_only=False), dtype=np.float64)
    if question.attributes:
        owners, columns = attribute_columns(table, question.attributes)
        place = np.searchsorted(owners, customers)
        for code in question.attributes:
            found[f"{ATTRIBUTE}{code}"] = as_feature(columns[code])[place]
    text_names = tuple(texts) if texts is not None else tuple(one for one in found if found[one].dtype == object)
    number_names = tuple(names) if names is not None else tuple(one for one in found if one not in text_names)
    numbers = (
        np.column_stack([_number(found[one]) for one in number_names])
        if number_names
        else np.empty((len(customers), 0))
    )
    words = (
        np.column_stack([_word(found[one]) for one in text_names])
        if text_names
        else np.empty((len(customers), 0), dtype=object)
    )
    return NeedsTable(customers[chosen], number_names, numbers[chosen], text_names, words[chosen])


def _shares(
    table: Tables, window: FeatureWindow, customers: NDArray[np.int64], currency: str, wanted: Sequence[str] | None
) -> dict[str, NDArray[Any]]:
    rows = category_spend(table, window, currency=currency).to_pyarrow()
    who = np.asarray(rows.column("customer_id").to_numpy(zero_copy_only=False), dtype=np.int64)
    spend = np.asarray(rows.column("spend").to_numpy(zero_copy_only=False), dtype=np.float64)
    category, names = _coded(rows.column("category"))
    # Whole numbers: the sums are the same in whatever order an engine gives the rows.
    spend = np.rint(spend * 10_000)
    known = np.isin(who, customers)
    who, spend, category = who[known], spend[known], category[known]
    place = np.searchsorted(customers, who)
    whole = np.bincount(place, weights=spend, minlength=customers.size)
    if wanted is None:
        worth = np.bincount(category, weights=spend, minlength=len(names))
        present = np.flatnonzero(np.bincount(category, minlength=len(names)))
        largest = present[np.argsort(-worth[present], kind="stable")][:MOST_CATEGORIES]
        wanted = [names[one] for one in largest.tolist()]
        if present.size > MOST_CATEGORIES:
            wanted = [*wanted, OTHER]
    found: dict[str, NDArray[Any]] = {}
    named = [one for one in wanted if one != OTHER]
    for one in wanted:
        if one == OTHER:
            mine = ~np.isin(category, [names.index(other) for other in named if other in names])
        else:
            mine = category == (names.index(one) if one in names else -1)
        parts = np.bincount(place[mine], weights=spend[mine], minlength=customers.size)
        found[f"{SHARE}{one}"] = np.where(whole > 0, parts / np.where(whole > 0, whole, 1.0), np.nan)
    return found


def _coded(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], list[str]]:
    """Numbers instead of texts, and the texts in their order: there are millions of rows and a few dozen categories."""
    encoded = column.combine_chunks().dictionary_encode()
    texts = [str(one) for one in encoded.dictionary.to_pylist()]
    order = np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.int64)
    rank = np.empty(len(texts), dtype=np.int64)
    rank[order] = np.arange(len(texts))
    codes = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
    return rank[codes], [texts[one] for one in order.tolist()]


def _number(values: NDArray[Any]) -> NDArray[np.float64]:
    if values.dtype != object:
        return values.astype(np.float64)
    # a column that was of numbers when the model was made, and is not any more
    return np.array([_as_number(one) for one in values.tolist()], dtype=np.float64)


def _as_number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")


def _word(values: NDArray[Any]) -> NDArray[np.object_]:
    if values.dtype == object:
        return np.array([one or "" for one in values.tolist()], dtype=object)
    return np.array(["" if np.isnan(one) else f"{one:g}" for one in values.tolist()], dtype=object)
