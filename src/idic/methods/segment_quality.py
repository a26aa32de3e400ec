"""Is a segment worth having? Kotler's five tests on given figures; an unknown figure leaves its test undecided."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

Test = Literal["measurable", "substantial", "accessible", "differentiable", "actionable"]

KNOWN_RATE = 0.80
REACHABLE_SHARE = 0.50
ALPHA = 0.05


class SegmentQualityError(ValueError):
    """The figures cannot be judged; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passed` None: the figure is not known, `reason` says which. `figure` is held against `limit`."""

    test: Test
    passed: bool | None
    figure: float | None
    limit: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """`effect`: eta squared of an analysis of variance, Cramer's V of a chi-square test; both 0..1."""

    p_value: float | None
    effect: float | None
    reason: str = ""


def check(
    *,
    known_rates: Sequence[float | None],
    members: int,
    fewest_members: int,
    reachable_share: float | None,
    difference: Difference | None,
    has_owner: bool,
    has_standard: bool,
    known_rate_limit: float = KNOWN_RATE,
    reachable_limit: float = REACHABLE_SHARE,
    alpha: float = ALPHA,
) -> tuple[Verdict, Verdict, Verdict, Verdict, Verdict]:
    """`known_rates`: per field that the rule uses, the share of customers where it is known; the lowest decides.
    `reachable_share`: of members, by a channel they consented to.
    """
    rates = [rate for rate in known_rates if rate is not None]
    for share in (*rates, reachable_share, known_rate_limit, reachable_limit, alpha):
        if share is not None and not 0 <= share <= 1:
            raise SegmentQualityError("Shares, rates and limits must lie between 0 and 1.")
    if members < 0 or fewest_members < 1:
        raise SegmentQualityError("Members must not be negative and the fewest members must be at least 1.")

    complete = bool(known_rates) and len(rates) == len(known_rates)
    lowest = min(rates) if complete else None
    p_value = difference.p_value if difference else None
    return (
        Verdict(
            "measurable",
            None if lowest is None else lowest >= known_rate_limit,
            lowest,
            known_rate_limit,
            "" if complete else "known_rate_unknown",
        ),
        Verdict("substantial", members >= fewest_members, float(members), float(fewest_members)),
        Verdict(
            "accessible",
            None if reachable_share is None else reachable_share >= reachable_limit,
            reachable_share,
            reachable_limit,
            "reachable_share_unknown" if reachable_share is None else "",
        ),
        Verdict(
            "differentiable",
            None if p_value is None else p_value < alpha,
            p_value,
            alpha,
            (difference.reason if difference else "no_response_variable") if p_value is None else "",
        ),
        Verdict("actionable", has_owner and has_standard, None, None, _missing(has_owner, has_standard)),
    )


def difference_of_means(groups: Sequence[ArrayLike]) -> Difference:
    """One-way analysis of variance of a response over segments; NaN left out."""
    samples = [sample[np.isfinite(sample)] for sample in (np.asarray(group, dtype=np.float64) for group in groups)]
    if len(samples) < 2 or min(sample.size for sample in samples) < 2:
        return Difference(None, None, "too_few_answers")
    pooled = np.concatenate(samples)
    total = float(((pooled - pooled.mean()) ** 2).sum())
    within = float(sum(((sample - sample.mean()) ** 2).sum() for sample in samples))
    if total == 0:
        return Difference(None, None, "response_does_not_vary")
    if within == 0:
        return Difference(0.0, 1.0)
    from scipy.special import fdtrc  # heavy, and wanted by this test alone

    between = len(samples) - 1
    inside = pooled.size - len(samples)
    statistic = (total - within) / between / (within / inside)
    return Difference(float(fdtrc(between, inside, statistic)), (total - within) / total)


def difference_of_summaries(groups: Sequence[tuple[int, float, float]]) -> Difference:
    """The same analysis of variance from (size, mean, population variance) of each segment: for groups too large to pass."""
    known = [(size, mean, variance) for size, mean, variance in groups if size >= 1]
    if len(known) < 2 or min(size for size, _mean, _variance in known) < 2:
        return Difference(None, None, "too_few_answers")
    count = sum(size for size, _mean, _variance in known)
    grand = sum(size * mean for size, mean, _variance in known) / count
    within = sum(size * variance for size, _mean, variance in known)
    explained = sum(size * (mean - grand) ** 2 for size, mean, _variance in known)
    if within + explained == 0:
        return Difference(None, None, "response_does_not_vary")
    if within == 0:
        return Difference(0.0, 1.0)
    from scipy.special import fdtrc  # heavy, and wanted by this test alone

    between, inside = len(known) - 1, count - len(known)
    statistic = explained / between / (within / inside)
    return Difference(float(fdtrc(between, inside, statistic)), explained / (within + explained))


def difference_of_shares(counts: ArrayLike) -> Difference:
    """Chi-square test without continuity correction; rows are segments, columns the answers."""
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2 or (table < 0).any() or not np.isfinite(table).all():
        raise SegmentQualityError("Pass a table of counts, segments by answers.")
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(table.shape) < 2:
        return Difference(None, None, "response_does_not_vary")
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    statistic = float(((table - expected) ** 2 / expected).sum())
    from scipy.special import chdtrc  # heavy, and wanted by this test alone

    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    effect = math.sqrt(statistic / (float(table.sum()) * (min(table.shape) - 1)))
    reason = "small_expected_counts" if (expected < 5).any() else ""
    return Difference(float(chdtrc(freedom, statistic)), effect, reason)


def _missing(has_owner: bool, has_standard: bool) -> str:
    if has_owner and has_standard:
        return ""
    if has_owner:
        return "no_standard"
    return "no_owner" if has_standard else "no_owner_and_no_standard"
