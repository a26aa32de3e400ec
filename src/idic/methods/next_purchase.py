"""The rhythm of buying: days between two purchases of a category, and when the next one is due."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Days = NDArray[np.datetime64]

FEWEST_GAPS = 10


class RhythmError(ValueError):
    """The purchases cannot be read; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One entry per category, by name. `gaps`: how many pairs of purchase days stand behind the figures; `median` and
    `p90` days (linear interpolation) are NaN where fewer than `fewest` do. `buyers`: customers; `repeat`: those with a
    gap."""

    category: NDArray[np.object_]
    buyers: Ints
    repeat: Ints
    gaps: Ints
    median: Floats
    p90: Floats


@dataclass(frozen=True, slots=True)
class Due:
    """One entry per customer and category; `category` counts into the categories of the rhythm. `due`: last day +
    median gap, NaT where that is unknown; `overdue`: longer ago than nine gaps in ten."""

    customer: NDArray[np.generic]
    category: Ints
    last: Days
    due: Days
    overdue: NDArray[np.bool_]


def rhythm(
    customer: ArrayLike, category: ArrayLike, day: ArrayLike, *, as_of: np.datetime64 | str, fewest: int = FEWEST_GAPS
) -> tuple[Rhythm, Due]:
    """One entry per purchase; several of one day are one. Days after `as_of` do not count."""
    customers, categories = np.asarray(customer), np.asarray(category)
    days = np.asarray(day, dtype="datetime64[D]")
    if customers.ndim != 1 or not customers.shape == categories.shape == days.shape:
        raise RhythmError("Customers, categories and days must be three columns of the same length.")
    if np.isnat(days).any():
        raise RhythmError("Every purchase needs a day.")
    end = np.asarray(as_of, dtype="datetime64[D]")
    known = days <= end
    customers, categories, days = customers[known], categories[known], days[known]
    people, who = np.unique(customers, return_inverse=True)
    names, what = np.unique(categories, return_inverse=True)
    order = np.lexsort((days, who, what))
    who, what, days = who[order], what[order], days[order]
    same = np.zeros(days.size, dtype=np.bool_)
    same[1:] = (who[1:] == who[:-1]) & (what[1:] == what[:-1])
    repeated = same.copy()
    repeated[1:] &= days[1:] == days[:-1]
    who, what, days, same = who[~repeated], what[~repeated], days[~repeated], same[~repeated]
    gap = np.zeros(days.size)
    gap[1:] = (days[1:] - days[:-1]).astype(np.float64)
    gap_of, gap = what[same], gap[same]
    buyers = np.bincount(what[~same], minlength=names.size)
    again = same.copy()
    again[1:] &= ~same[:-1]
    repeat = np.bincount(what[again], minlength=names.size)
    edges = np.searchsorted(gap_of, np.arange(names.size + 1))
    counted = np.diff(edges)
    median, p90 = np.full(names.size, np.nan), np.full(names.size, np.nan)
    for place in np.flatnonzero(counted >= fewest).tolist():
        median[place], p90[place] = np.percentile(gap[edges[place] : edges[place + 1]], (50, 90))
    labels = names.astype(object)
    last_place = np.flatnonzero(np.append(~same[1:], True)) if same.size else np.zeros(0, dtype=np.int64)
    of = what[last_place]
    last = days[last_place]
    unknown = np.isnan(median[of])
    step = np.where(unknown, 0, np.rint(median[of])).astype("timedelta64[D]")
    due = last + step
    due[unknown] = np.datetime64("NaT")
    with np.errstate(invalid="ignore"):
        overdue = (end - last).astype(np.float64) > p90[of]
    return (
        Rhythm(labels, buyers.astype(np.int64), repeat.astype(np.int64), counted.astype(np.int64), median, p90),
        Due(people[who[last_place]], of.astype(np.int64), last, due, overdue),
    )
