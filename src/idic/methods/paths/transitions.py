"""First-order Markov transitions: after this, what comes next, and how often it was seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from idic.methods.paths.sequences import Floats, Ints, Sequences

START, END = "(start)", "(end)"


@dataclass(frozen=True, slots=True)
class Transitions:
    """`states` begins with START and ends with END. `counts[i, j]`: how often j came right after i; `probability` is
    NaN in the row of a state that nothing follows."""

    states: tuple[object, ...]
    counts: Ints
    probability: Floats


def transitions(sequences: Sequences, *, repeats: bool = True) -> Transitions:
    """An element with several items leads from each and to each: a receipt with two categories counts once for both.

    `repeats`: with False an item is not said to follow itself.
    """
    items = sequences.items.size
    rows, columns = _steps(sequences)
    if not repeats:
        different = rows != columns
        rows, columns = rows[different], columns[different]
    # START is 0, the items follow, END is the last
    keys = [(rows + 1) * (items + 2) + columns + 1]
    firsts, lasts = sequences.first[:-1], sequences.first[1:] - 1
    keys.append(_codes_of(sequences, firsts) + 1)
    keys.append((_codes_of(sequences, lasts) + 1) * (items + 2) + items + 1)
    counts = np.bincount(np.concatenate(keys), minlength=(items + 2) ** 2).reshape(items + 2, items + 2)
    return Transitions((START, *sequences.items.tolist(), END), counts.astype(np.int64), shares(counts))


def shares(counts: Ints) -> Floats:
    whole = counts.sum(axis=1, keepdims=True)
    probability: Floats = np.divide(counts, whole, out=np.full(counts.shape, np.nan), where=whole > 0)
    return probability


def _codes_of(sequences: Sequences, elements: Ints) -> Ints:
    begin, size = sequences.start[elements], np.diff(sequences.start)[elements]
    return sequences.code[_spread(begin, size)]


def _spread(begin: Ints, size: Ints) -> Ints:
    offset = np.repeat(begin - np.concatenate(([0], np.cumsum(size)[:-1])), size) if size.size else begin
    return offset + np.arange(size.sum(), dtype=np.int64)


def _steps(sequences: Sequences) -> tuple[Ints, Ints]:
    """Every pair of items of two neighbouring elements of one owner."""
    inner = np.ones(sequences.at.size, dtype=np.bool_)
    inner[sequences.first[1:] - 1] = False
    before = np.flatnonzero(inner)
    size = np.diff(sequences.start)
    from_size, to_size = size[before], size[before + 1]
    pairs = from_size * to_size
    left = np.repeat(np.arange(before.size), pairs)
    place: NDArray[np.int64] = np.arange(pairs.sum(), dtype=np.int64) - np.repeat(
        np.concatenate(([0], np.cumsum(pairs)[:-1])) if pairs.size else pairs, pairs
    )
    rows = sequences.code[sequences.start[before][left] + place // to_size[left]]
    columns = sequences.code[sequences.start[before + 1][left] + place % to_size[left]]
    return rows, columns
