"""Which channel on the way earned the purchase: removal effect of the Markov chain, beside first and last touch.

Source: Anderl, Becker, von Wangenheim & Schumann, "Mapping the customer journey: lessons learned from graph-based
online attribution modeling" (International Journal of Research in Marketing 33, 2016), first-order chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from idic.methods.paths.errors import PathsUnequal
from idic.methods.paths.sequences import Floats, Ints


@dataclass(frozen=True, slots=True)
class Attribution:
    """One entry per channel. `removal_effect`: the part of all conversions that would be lost without the channel, NaN
    where nobody converts; `markov`, `first_touch`, `last_touch`: conversions given to it, each adding up to all."""

    channels: tuple[object, ...]
    conversions: int
    paths: int
    conversion_rate: float
    removal_effect: Floats
    markov: Floats
    first_touch: Ints
    last_touch: Ints


def attribution(paths: Sequence[Sequence[object]], converted: ArrayLike) -> Attribution:
    """paths: the channels of each customer in order of time; converted: whether the path ended in a purchase."""
    ended = np.asarray(converted, dtype=np.bool_)
    if ended.shape != (len(paths),):
        raise PathsUnequal("Every path needs to be told whether it converted.")
    if any(not path for path in paths):
        raise PathsUnequal("A path without a channel cannot be attributed: leave it out and count it.")
    channels = sorted({channel for path in paths for channel in path}, key=lambda one: (type(one).__name__, one))
    place = {channel: number for number, channel in enumerate(channels)}
    size = len(channels)
    # the start, the channels, then bought or not
    counts = np.zeros((size + 1, size + 2), dtype=np.int64)
    first, last = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    for path, bought in zip(paths, ended.tolist(), strict=True):
        codes = [place[channel] for channel in path]
        counts[0, codes[0]] += 1
        for before, after in pairwise(codes):
            counts[before + 1, after] += 1
        counts[codes[-1] + 1, size if bought else size + 1] += 1
        first[codes[0]] += bought
        last[codes[-1]] += bought
    conversions = int(ended.sum())
    base = _rate(counts, None)
    effect = np.full(size, np.nan)
    if base > 0:
        effect = np.array([1 - _rate(counts, channel) / base for channel in range(size)])
    whole = effect.sum()
    markov = effect / whole * conversions if base > 0 and whole > 0 else np.zeros(size)
    return Attribution(
        tuple(channels), conversions, len(paths), conversions / len(paths) if paths else float("nan"), effect, markov,
        first, last,
    )  # fmt: skip


def _rate(counts: Ints, removed: int | None) -> float:
    """The probability of ending in a purchase; who would go to the removed channel is lost."""
    if not counts[0].any():
        return 0.0
    size = counts.shape[0] - 1
    whole = counts.sum(axis=1, keepdims=True)
    chance = np.divide(counts, whole, out=np.zeros(counts.shape), where=whole > 0)
    inner = chance[1:, :size].copy()
    start = chance[0, :size].copy()
    bought = chance[1:, size].copy()
    if removed is not None:
        inner[:, removed] = 0.0
        start[removed] = 0.0
    return float(start @ np.linalg.solve(np.eye(size) - inner, bought))
