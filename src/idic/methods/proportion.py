"""The interval of a share that was counted: `k` of `n`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


class ProportionError(ValueError):
    """The counts are not those of a share; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """`share`, `low` and `high` lie between 0 and 1; the interval is two-sided."""

    share: float
    low: float
    high: float


def wilson(successes: float, trials: float, *, level: float = 0.95) -> Proportion:
    """Wilson (1927), J. Am. Stat. Assoc. 22:209, without continuity correction; method 3 of Newcombe (1998).

    Keeps within 0 and 1 and stays honest for small `trials` and for 0 of n, where the plain interval collapses.
    Raises ProportionError for `trials` below 1, `successes` outside 0 to `trials`, or a level outside 0 to 1.
    """
    if trials < 1 or not 0 <= successes <= trials:
        raise ProportionError("A share needs at least one trial, and successes between 0 and the number of trials.")
    if not 0.0 < level < 1.0:
        raise ProportionError("The level lies between 0 and 1, for example 0.95.")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    z2 = z * z
    share = successes / trials
    middle = share + z2 / (2 * trials)
    reach = z * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    scale = 1 + z2 / trials
    # At the ends the bound is exact; rounding must not leave a tiny remainder.
    low = 0.0 if successes == 0 else max(0.0, (middle - reach) / scale)
    high = 1.0 if successes == trials else min(1.0, (middle + reach) / scale)
    return Proportion(share, low, high)


def clustered(hits: Sequence[int], sizes: Sequence[int], *, level: float = 0.95) -> Proportion:
    """Of items that come in groups and hang together in them, such as the points of one review: `hits[i]` of `sizes[i]`.

    Wilson's interval with as many trials as independent ones would tell as much: n divided by the design effect (Kish 1965,
    Survey Sampling), never below 1, from how the groups differ. Where they do not differ at all, or there is only one,
    nothing tells how far they hang together: each group counts as one trial.
    """
    if len(hits) != len(sizes) or any(not 0 <= hit <= size for hit, size in zip(hits, sizes, strict=False)):
        raise ProportionError("Each group needs its hits, between 0 and its size.")
    n, groups = sum(sizes), sum(1 for size in sizes if size)
    if not n:
        raise ProportionError("A share needs at least one trial, and successes between 0 and the number of trials.")
    share = sum(hits) / n
    apart = sum((hit - share * size) ** 2 for hit, size in zip(hits, sizes, strict=True))
    if groups < 2 or apart == 0:
        trials = float(groups)
    else:
        effect = groups / (groups - 1) * apart / (n * share * (1 - share))
        trials = max(1.0, n / max(1.0, effect))
    found = wilson(min(share * trials, trials), trials, level=level)
    return Proportion(share, found.low, found.high)


@dataclass(frozen=True, slots=True)
class Difference:
    """`later` minus `earlier`; between -1 and 1."""

    value: float
    low: float
    high: float


def difference(earlier: Proportion, later: Proportion) -> Difference:
    """Of two shares of different people, from their Wilson intervals at one level; method 10 of Newcombe (1998),
    Statistics in Medicine 17:873."""
    value = later.share - earlier.share
    down = sqrt((later.share - later.low) ** 2 + (earlier.high - earlier.share) ** 2)
    up = sqrt((later.high - later.share) ** 2 + (earlier.share - earlier.low) ** 2)
    return Difference(value, max(-1.0, value - down), min(1.0, value + up))
