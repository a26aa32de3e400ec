"""Segments side by side: sizes, shares, |A and B|, who came and who left, and movement between two dates."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Id = TypeVar("Id", bound=Hashable)


class OverlapError(ValueError):
    """The memberships cannot be compared; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """`both[i, j]`: members of segment i and j; the diagonal holds the sizes. `share`: of all customers.
    `revenue_share`: of all revenue, NaN where revenue was not given or does not sum to more than 0.
    """

    names: tuple[str, ...]
    both: NDArray[np.int64]
    share: NDArray[np.float64]
    revenue_share: NDArray[np.float64]


def matrix(memberships: Mapping[str, ArrayLike], revenue: ArrayLike | None = None) -> Overlap:
    """One boolean column per segment, all over the same customers in the same order."""
    names = tuple(memberships)
    columns = [np.asarray(memberships[name], dtype=np.bool_) for name in names]
    if not columns or columns[0].ndim != 1 or any(part.shape != columns[0].shape for part in columns):
        raise OverlapError("Every segment needs one yes or no per customer, over the same customers.")
    member = np.stack(columns, axis=1).astype(np.float64)
    customers = member.shape[0]
    both = (member.T @ member).astype(np.int64)
    share = both.diagonal() / customers if customers else np.full(len(names), np.nan)
    money = np.full(customers, np.nan) if revenue is None else np.asarray(revenue, dtype=np.float64)
    if money.shape != (customers,):
        raise OverlapError("Revenue needs one figure per customer.")
    total = float(np.nansum(money))
    by_segment = np.nan_to_num(money) @ member
    return Overlap(names, both, share, by_segment / total if total > 0 else np.full(len(names), np.nan))


@dataclass(frozen=True, slots=True)
class Change(Generic[Id]):
    gained: frozenset[Id]
    lost: frozenset[Id]
    kept: frozenset[Id]


def change(before: Collection[Id], after: Collection[Id]) -> Change[Id]:
    old, new = frozenset(before), frozenset(after)
    return Change(gained=new - old, lost=old - new, kept=old & new)


@dataclass(frozen=True, slots=True)
class Migration:
    """`counts[i, j]`: customers who went from code i to code j. `percent`: rows sum to 100, NaN for an empty row."""

    codes: tuple[str, ...]
    counts: NDArray[np.int64]
    percent: NDArray[np.float64]


def migration(before: Sequence[str], after: Sequence[str], codes: Sequence[str]) -> Migration:
    """One code per customer at either date, same customers in the same order."""
    number = {code: position for position, code in enumerate(codes)}
    unknown = sorted({*before, *after} - number.keys())
    if len(before) != len(after) or unknown or len(number) != len(codes):
        raise OverlapError(f"Every customer needs a listed code at both dates; not listed: {unknown}.")
    size = len(codes)
    cells = [number[old] * size + number[new] for old, new in zip(before, after, strict=True)]
    counts = np.bincount(np.array(cells, dtype=np.int64), minlength=size * size).reshape(size, size).astype(np.int64)
    rows = counts.sum(axis=1, keepdims=True)
    percent = np.full((size, size), np.nan)
    np.divide(100.0 * counts, rows, out=percent, where=rows > 0)
    return Migration(tuple(codes), counts, percent)
