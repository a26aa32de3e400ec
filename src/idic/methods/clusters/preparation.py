"""From answers and behaviour to columns that can be clustered, and the scaler that new customers pass through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.clusters.errors import ColumnsDiffer, FigureOutOfRange, NegativeUnderLog, NotFinite, NothingLeft

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MISSING_SHARE = 0.30
WINSOR_PERCENT = (1.0, 99.0)


@dataclass(frozen=True, slots=True)
class Scaler:
    """Everything learned from the training rows; `kept` are the columns whose values differ."""

    ratings: Flags
    logged: Flags
    fill: Floats
    low: Floats
    high: Floats
    mean: Floats
    sd: Floats
    kept: Flags


@dataclass(frozen=True, slots=True)
class Prepared:
    """`values`: z-scores of the rows in `rows` (positions in the input) and the kept columns. `imputed`: rows with a
    filled-in value. `left_out`: positions of rows with more than 30 % missing.
    """

    values: Floats
    rows: NDArray[np.intp]
    left_out: NDArray[np.intp]
    imputed: Flags
    scaler: Scaler


def prepare(
    table: ArrayLike,
    *,
    ratings: Sequence[int] = (),
    logged: Sequence[int] = (),
    missing_share: float = MISSING_SHARE,
) -> Prepared:
    """NaN = missing. `ratings`: columns from which each respondent's own mean is taken (response style);
    `logged`: money and counts, put through log(1 + x) - never negative. Then medians for what is missing, values held
    between the 1st and 99th percentile, z-scores with the population standard deviation.
    """
    values = _table(table)
    if not 0 <= missing_share < 1:
        raise FigureOutOfRange("The share of missing values that is still accepted must lie between 0 and 1.")
    width = values.shape[1]
    rated, log = _marked(ratings, width), _marked(logged, width)
    accepted = np.isnan(values).mean(axis=1) <= missing_share
    values = _transformed(values[accepted], rated, log)
    if not values.size or np.isnan(values).all(axis=0).any():
        raise NothingLeft("A column has no known value, or every row misses too many: add rows or leave columns out.")
    missing: Flags = np.isnan(values)
    imputed = np.asarray(missing.any(axis=1))
    fill = np.nanmedian(values, axis=0)
    values = np.where(missing, fill, values)
    low, high = np.percentile(values, WINSOR_PERCENT, axis=0)
    values = np.clip(values, low, high)
    mean, sd = values.mean(axis=0), values.std(axis=0)
    # A column of equal decimals can show a deviation of a few last bits.
    kept = sd > 1e-12 * np.maximum(1.0, np.abs(mean))
    if not kept.any():
        raise NothingLeft("No column varies between the rows: there is nothing to cluster on.")
    scaler = Scaler(rated, log, fill, low, high, mean, sd, kept)
    return Prepared(
        values=(values[:, kept] - mean[kept]) / sd[kept],
        rows=np.flatnonzero(accepted),
        left_out=np.flatnonzero(~accepted),
        imputed=imputed,
        scaler=scaler,
    )


def scale(scaler: Scaler, table: ArrayLike) -> Floats:
    """New rows as the training rows were scaled; missing values take the training median."""
    values = _table(table)
    if values.shape[1] != scaler.fill.size:
        raise ColumnsDiffer(f"The scaler was made for {scaler.fill.size} columns, not {values.shape[1]}.")
    values = _transformed(values, scaler.ratings, scaler.logged)
    values = np.clip(np.where(np.isnan(values), scaler.fill, values), scaler.low, scaler.high)
    kept = scaler.kept
    result: Floats = (values[:, kept] - scaler.mean[kept]) / scaler.sd[kept]
    return result


def impute_categories(categories: ArrayLike) -> tuple[NDArray[np.str_], Flags]:
    """None or "" becomes the column's most frequent level (a tie: the smallest); which rows were filled."""
    raw = np.asarray(categories, dtype=object)
    raw = raw.reshape(-1, 1) if raw.ndim == 1 else raw
    missing = (raw == None) | (raw == "")  # noqa: E711 - elementwise on an object array
    filled = raw.copy()
    for column in range(raw.shape[1]):
        known = raw[~missing[:, column], column].astype(np.str_)
        if not known.size:
            raise NothingLeft("A category column has no known value: leave it out.")
        levels, counts = np.unique(known, return_counts=True)
        filled[missing[:, column], column] = str(levels[counts.argmax()])
    return filled.astype(np.str_), missing.any(axis=1)


def _table(table: ArrayLike) -> Floats:
    values = np.asarray(table, dtype=np.float64)
    if values.ndim != 2 or not values.size:
        raise ColumnsDiffer("Pass a table of numbers with at least one row and one column.")
    if np.isinf(values).any():
        raise NotFinite("A value must be a finite number or missing.")
    return values


def _marked(columns: Sequence[int], width: int) -> Flags:
    if any(not 0 <= column < width for column in columns):
        raise ColumnsDiffer("A named column is not in the table.")
    marked = np.zeros(width, dtype=np.bool_)
    marked[list(columns)] = True
    return marked


def _transformed(values: Floats, rated: Flags, log: Flags) -> Floats:
    values = values.copy()
    if rated.any() and len(values):
        answers = values[:, rated]
        known = ~np.isnan(answers)
        answered = np.maximum(known.sum(axis=1), 1)
        own_mean = np.where(known, answers, 0.0).sum(axis=1) / answered
        values[:, rated] = answers - own_mean[:, None]
    if bool((values[:, log] < 0).any()):
        raise NegativeUnderLog("Money and counts under the logarithm must not be negative.")
    values[:, log] = np.log1p(values[:, log])
    return values
