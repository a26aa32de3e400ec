"""Contacts on the way to a purchase: one path from the first contact to the purchase, or to where it led nowhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.paths.errors import PathsUnequal
from idic.methods.paths.sequences import Ints


@dataclass(frozen=True, slots=True)
class TouchPaths:
    """`paths`: the touches of each path in order of time; `converted`: whether it ended in a purchase; `ended`: the day of
    its last event. `untouched`: purchases without a touch before them; `open`: paths whose time is not over yet, which
    stand in none of the lists."""

    paths: tuple[tuple[object, ...], ...]
    converted: NDArray[np.bool_]
    ended: NDArray[np.datetime64]
    untouched: int
    open: int


def touch_paths(
    customer: ArrayLike, day: ArrayLike, touch: ArrayLike, *, bought_customer: ArrayLike, bought_day: ArrayLike,
    window: int, since: object, until: object,
) -> TouchPaths:  # fmt: skip
    """Touches and purchases as columns, in any order. A path ends with a purchase, or when more than `window` days pass
    without touch or purchase; what ended before `since` is left out. On one day touches come before the purchase, equal
    touches count once, and so do the purchases.

    A path still running on the day `until` is neither won nor lost: it is counted as open.
    """
    who, when, what = (np.asarray(column) for column in (customer, day, touch))
    buyer, bought = np.asarray(bought_customer), np.asarray(bought_day)
    if not who.shape == when.shape == what.shape or buyer.shape != bought.shape:
        raise PathsUnequal("Customers, days and touches must be columns of the same length, and so must purchases.")
    names, code = np.unique(what.astype(object), return_inverse=True) if what.size else (what, np.zeros(0, np.int64))
    owners = np.concatenate((who.astype(np.int64), buyer.astype(np.int64)))
    days = np.concatenate((_days(when), _days(bought)))
    # a purchase sorts behind every touch of its day
    codes = np.concatenate((code.astype(np.int64), np.full(buyer.size, names.size, dtype=np.int64)))
    order = np.lexsort((codes, days, owners))
    owners, days, codes = owners[order], days[order], codes[order]
    distinct = np.ones(owners.size, dtype=np.bool_)
    distinct[1:] = (owners[1:] != owners[:-1]) | (days[1:] != days[:-1]) | (codes[1:] != codes[:-1])
    owners, days, codes = owners[distinct], days[distinct], codes[distinct]
    is_purchase = codes == names.size
    begins = np.ones(owners.size, dtype=np.bool_)
    begins[1:] = (owners[1:] != owners[:-1]) | is_purchase[:-1] | (np.diff(days) > window)
    first = np.flatnonzero(begins)
    last = np.append(first[1:], owners.size) - 1 if first.size else first
    converted, touches = is_purchase[last], last - first + 1 - is_purchase[last]
    in_time = days[last] >= _day(since)
    still = ~converted & (days[last] + window >= _day(until))
    kept = in_time & (touches > 0) & ~still
    labels = names.tolist()
    written = [labels[one] if one < len(labels) else None for one in codes.tolist()]
    paths = tuple(
        tuple(written[begin : begin + size])
        for begin, size in zip(first[kept].tolist(), touches[kept].tolist(), strict=True)
    )
    return TouchPaths(
        paths, converted[kept], days[last][kept].astype("datetime64[D]"),
        untouched=int((in_time & converted & (touches == 0)).sum()), open=int((in_time & still).sum()),
    )  # fmt: skip


def _days(days: NDArray[np.generic]) -> Ints:
    return days.astype("datetime64[D]").astype(np.int64)


def _day(day: object) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))  # type: ignore[call-overload]  # a date, or text of one
