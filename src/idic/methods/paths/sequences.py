"""Events of customers as sequences: elements in order of time, each a set of items of one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.paths.errors import PathsUnequal

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sequences:
    """`items`, `owners`: labels, sorted. Sequence s has the elements `first[s]` up to `first[s + 1]`; element e happened
    at `at[e]` and holds the codes `code[start[e]:start[e + 1]]`, ascending and distinct."""

    items: NDArray[np.object_]
    owners: NDArray[np.object_]
    first: Ints
    at: Floats
    start: Ints
    code: Ints

    @property
    def count(self) -> int:
        return int(self.first.size - 1)


def build(owner: ArrayLike, at: ArrayLike, item: ArrayLike) -> Sequences:
    """One entry per event. What one owner does at one moment (a number, or a day) is one element, whatever the order
    of the rows; an item that it repeats counts once."""
    owners, moments, events = np.asarray(owner), np.asarray(at), np.asarray(item)
    if owners.ndim != 1 or not owners.shape == moments.shape == events.shape:
        raise PathsUnequal("Owners, moments and items must be three columns of the same length.")
    if moments.dtype.kind == "M":
        moments = moments.astype("datetime64[D]").astype(np.int64)
    times = moments.astype(np.float64)
    if not np.isfinite(times).all():
        raise PathsUnequal("Every event needs a known moment.")
    owner_names, who = np.unique(owners, return_inverse=True)
    item_names, what = np.unique(events, return_inverse=True)
    order = np.lexsort((what, times, who))
    who, times, what = who[order], times[order], what[order]
    new_owner = _changes(who)
    new_element = new_owner | _changes(times)
    distinct = new_element | _changes(what)
    who, times, what, new_element = who[distinct], times[distinct], what[distinct], new_element[distinct]
    start = np.append(np.flatnonzero(new_element), what.size).astype(np.int64)
    elements = start[:-1]
    first = np.searchsorted(who[elements], np.arange(owner_names.size + 1)).astype(np.int64)
    return Sequences(
        items=item_names.astype(object), owners=owner_names.astype(object), first=first, at=times[elements],
        start=start, code=what.astype(np.int64),
    )  # fmt: skip


def from_sequences(sequences: Iterable[Iterable[Iterable[object]]]) -> Sequences:
    """Lists of lists: one list per owner, in it one collection of items per element; moments are 0, 1, 2 ..."""
    owners: list[int] = []
    times: list[int] = []
    names: list[object] = []
    for number, sequence in enumerate(sequences):
        for place, element in enumerate(sequence):
            for item in element:
                owners.append(number)
                times.append(place)
                names.append(item)
    column = np.empty(len(names), dtype=object)
    column[:] = names
    return build(np.array(owners, dtype=np.int64), np.array(times, dtype=np.int64), column)


def _changes(values: NDArray[np.generic]) -> NDArray[np.bool_]:
    changed = np.ones(values.size, dtype=np.bool_)
    changed[1:] = values[1:] != values[:-1]
    return changed
