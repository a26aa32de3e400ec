"""Precision, recall and F1 of pairs, B-cubed (Bagga & Baldwin 1998), and a clerical sample over posterior bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from idic.methods.linkage.weights import Floats
from idic.methods.proportion import wilson

BANDS: Final = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True)
class Quality:
    precision: float
    recall: float
    true_pairs: int
    found_pairs: int
    correct_pairs: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Estimate:
    """From a stratified sample: share of false merges among the links, with the interval of each band."""

    share: float
    low: float
    high: float
    labelled: int


def pair_quality(found: Sequence[Hashable], truth: Sequence[Hashable]) -> Quality:
    """Cluster labels and true labels of the same records; counted from the table of both, never pair by pair."""
    correct = sum(map(_pairs, Counter(zip(found, truth, strict=True)).values()))
    given = sum(map(_pairs, Counter(found).values()))
    true = sum(map(_pairs, Counter(truth).values()))
    return _quality(correct, given, true)


def link_quality(found: Iterable[tuple[Hashable, Hashable]], truth: Iterable[tuple[Hashable, Hashable]]) -> Quality:
    """Of pairs given one by one; the order within a pair does not matter."""
    given = {frozenset(pair) for pair in found}
    true = {frozenset(pair) for pair in truth}
    return _quality(len(given & true), len(given), len(true))


def b_cubed(found: Sequence[Hashable], truth: Sequence[Hashable]) -> tuple[float, float, float]:
    """(precision, recall, F1), the mean over records."""
    both = Counter(zip(found, truth, strict=True))
    by_found, by_truth = Counter(found), Counter(truth)
    precision = sum(n * n / by_found[label] for (label, _), n in both.items()) / len(found)
    recall = sum(n * n / by_truth[label] for (_, label), n in both.items()) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def clerical_sample(posterior: Floats, *, size: int = 200, seed: int = 1, bands: Sequence[float] = BANDS) -> list[int]:
    """Places of the pairs to label: an equal share of every band, what a small band lacks goes to the others."""
    random = np.random.default_rng(seed)
    places = [random.permutation(np.flatnonzero(band)).tolist() for band in _bands(posterior, bands)]
    chosen: list[int] = []
    while len(chosen) < size and any(places):
        for band in places:
            if band and len(chosen) < size:
                chosen.append(band.pop())
    return sorted(chosen)


def false_merge_estimate(
    posterior: Floats, labelled: dict[int, bool], *, threshold: float, bands: Sequence[float] = BANDS
) -> Estimate:
    """`labelled`: place of the pair to "is a match". Each band counts by its size; Wilson intervals of the bands are
    weighted alike, which is wider than needed rather than narrower."""
    weight = share = low = high = 0.0
    used = 0
    for band in _bands(posterior, bands):
        inside = band & (posterior >= threshold)
        answers = [labelled[place] for place in np.flatnonzero(inside).tolist() if place in labelled]
        if not answers:
            continue
        false = len(answers) - sum(answers)
        interval = wilson(false, len(answers))
        pairs = float(inside.sum())
        weight += pairs
        share += pairs * false / len(answers)
        low += pairs * interval.low
        high += pairs * interval.high
        used += len(answers)
    return Estimate(share / weight, low / weight, high / weight, used) if weight else Estimate(0.0, 0.0, 1.0, 0)


def _bands(posterior: Floats, bands: Sequence[float]) -> list[np.typing.NDArray[np.bool_]]:
    place = np.clip(np.searchsorted(np.asarray(bands), posterior, side="right") - 1, 0, len(bands) - 2)
    return [place == number for number in range(len(bands) - 1)]


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _quality(correct: int, given: int, true: int) -> Quality:
    return Quality(correct / given if given else 1.0, correct / true if true else 1.0, true, given, correct)
