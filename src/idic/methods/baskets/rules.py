"""Rules "who takes A also takes B" with their measures, and how many of them chance alone would bring.

support = n(AB) / N; confidence = n(AB) / n(A); lift = confidence / support(B); leverage = support(AB) - support(A)
support(B); conviction = (1 - support(B)) / (1 - confidence), infinite at confidence 1. The p-value is Fisher's exact
test, one-sided. Benjamini & Hochberg (1995) hold the share of false rules down; the number of tests is every rule the
frequent items could form at that length, not only those that were counted (Webb, "Discovering significant patterns",
Machine Learning 68, 2007), because the minimum count has picked the strong ones already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

from idic.methods.baskets.encoding import Ints
from idic.methods.baskets.itemsets import Codes, Itemsets

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    antecedent: tuple[object, ...]
    consequent: tuple[object, ...]
    count: int
    support: float
    confidence: float
    lift: float
    leverage: float
    conviction: float
    p: float
    q: float


@dataclass(frozen=True, slots=True)
class Rules:
    """One entry per rule, the strongest lift first. `antecedent`, `consequent`: codes into `items`; `n_a`, `n_b`, `n_ab`
    baskets. `q`: the smallest false-discovery rate at which the rule still stands. `tests`: rules that could have been,
    over all lengths."""

    items: NDArray[np.object_]
    baskets: int
    antecedent: tuple[tuple[int, ...], ...]
    consequent: tuple[tuple[int, ...], ...]
    n_a: Ints
    n_b: Ints
    n_ab: Ints
    support: Floats
    confidence: Floats
    lift: Floats
    leverage: Floats
    conviction: Floats
    p: Floats
    q: Floats
    tests: int

    @property
    def count(self) -> int:
        return len(self.antecedent)

    def __iter__(self) -> Iterator[Rule]:
        for place in range(self.count):
            yield Rule(
                tuple(self.items[code] for code in self.antecedent[place]),
                tuple(self.items[code] for code in self.consequent[place]),
                int(self.n_ab[place]),
                *(
                    float(getattr(self, name)[place])
                    for name in ("support", "confidence", "lift", "leverage", "conviction", "p", "q")
                ),
            )


def rules(itemsets: Itemsets, *, min_confidence: float = 0.0, min_lift: float = 0.0, max_q: float = 1.0) -> Rules:
    """From every frequent itemset of two items and more, every way to part it in two. The limits are applied after the
    false-discovery control, so that they do not change it."""
    total = itemsets.baskets
    parts: list[tuple[list[tuple[int, ...]], list[tuple[int, ...]], Ints, Ints, Ints, Floats, Floats]] = []
    singles = itemsets.counts[0].size if itemsets.counts else 0
    tests = 0
    for length in range(2, len(itemsets.codes) + 1):
        codes, n_ab = itemsets.codes[length - 1], itemsets.counts[length - 1]
        splits = [picked for size in range(1, length) for picked in combinations(range(length), size)]
        possible = comb(singles, length) * len(splits)
        tests += possible
        left: list[tuple[int, ...]] = []
        right: list[tuple[int, ...]] = []
        counts_a, counts_b = [], []
        for picked in splits:
            rest = [place for place in range(length) if place not in picked]
            left += map(tuple, codes[:, picked].tolist())
            right += map(tuple, codes[:, rest].tolist())
            counts_a.append(_counts_of(itemsets, codes[:, picked]))
            counts_b.append(_counts_of(itemsets, codes[:, rest]))
        both, first, second = np.tile(n_ab, len(splits)), np.concatenate(counts_a), np.concatenate(counts_b)
        p = _fisher(total, first, second, both)
        parts.append((left, right, first, second, both, p, benjamini_hochberg(p, tests=possible)))
    antecedent = [one for part in parts for one in part[0]]
    consequent = [one for part in parts for one in part[1]]
    empty = np.zeros(0, dtype=np.int64)
    n_a, n_b, n_ab = (np.concatenate([empty, *(part[place] for part in parts)]) for place in (2, 3, 4))
    p, q = (np.concatenate([np.zeros(0), *(part[place] for part in parts)]) for place in (5, 6))
    confidence = n_ab / n_a
    support_b = n_b / max(total, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # whole numbers to the end: an item of every basket has lift 1 exactly, and confidence 1 is not missed
        lift = (n_ab * total) / (n_a * n_b)
        conviction = np.where(n_ab == n_a, np.inf, (1 - support_b) / (1 - confidence))
    support = n_ab / max(total, 1)
    leverage = support - n_a / max(total, 1) * support_b
    chosen = np.flatnonzero((confidence >= min_confidence) & (lift >= min_lift) & (q <= max_q))
    ranked = sorted(chosen.tolist(), key=lambda at: (-lift[at], -n_ab[at], antecedent[at], consequent[at]))
    order = np.array(ranked, dtype=np.int64)
    return Rules(
        items=itemsets.items, baskets=total, antecedent=tuple(antecedent[at] for at in ranked),
        consequent=tuple(consequent[at] for at in ranked), n_a=n_a[order], n_b=n_b[order], n_ab=n_ab[order],
        support=support[order], confidence=confidence[order], lift=lift[order], leverage=leverage[order],
        conviction=conviction[order], p=p[order], q=q[order], tests=tests,
    )  # fmt: skip


def _fisher(total: int, n_a: Ints, n_b: Ints, n_ab: Ints) -> Floats:
    """One-sided; the same both ways round, so each table of counts is worked out once."""
    counts = np.stack((np.minimum(n_a, n_b), np.maximum(n_a, n_b), n_ab))
    tables, place = np.unique(counts, axis=1, return_inverse=True)
    p = np.asarray(hypergeom.sf(tables[2] - 1, total, tables[0], tables[1]), dtype=np.float64).clip(0.0, 1.0)
    return p[place.ravel()]


def benjamini_hochberg(p: Floats, *, tests: int | None = None) -> Floats:
    """Adjusted p-values in the order given; `tests` may be more than are listed, the others then count as p = 1."""
    count = max(p.size, tests or 0)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * (count / np.arange(1, p.size + 1))
    adjusted = np.empty(p.size)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def _counts_of(itemsets: Itemsets, wanted: Codes) -> Ints:
    """How many baskets hold each of the sets, all of them frequent as parts of a frequent set."""
    codes, counts = itemsets.codes[wanted.shape[1] - 1], itemsets.counts[wanted.shape[1] - 1]
    found: Ints = counts[np.searchsorted(_keys(codes), _keys(wanted))]
    return found


def _keys(codes: Codes) -> NDArray[np.bytes_]:
    """Rows as fixed bytes whose order is the order of the rows."""
    big_endian = np.ascontiguousarray(codes.astype(">i4"))
    keys: NDArray[np.bytes_] = big_endian.view(f"S{4 * codes.shape[1]}").ravel()
    return keys
