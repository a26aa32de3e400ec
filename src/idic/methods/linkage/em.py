"""Expectation-maximisation over counts of comparison patterns (Winkler 1988, Jaro 1989), never over pairs.

`population` is the number of all pairs when `counts` holds only those that blocking found; the others are taken as
non-matches that `u` already describes. The likelihood never falls (checked). Labels may come out exchanged when the
start is bad: the solution is turned round when most fields agree more often among non-matches, with a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from idic.methods.linkage.errors import NoPatterns
from idic.methods.linkage.weights import Floats, Patterns

CLAMP = 1e-10


@dataclass(frozen=True)
class EmFit:
    """`m[k][level]` and `u[k][level]`; `warnings` are codes: label_switched, not_converged, uninformative:K."""

    prior: float
    m: tuple[Floats, ...]
    u: tuple[Floats, ...]
    log_likelihood: tuple[float, ...]
    iterations: int
    warnings: tuple[str, ...]


class LikelihoodFell(ArithmeticError):
    def __init__(self, before: float, after: float) -> None:
        super().__init__(f"The log-likelihood fell from {before} to {after}: the estimate is not to be trusted.")


def fit(
    patterns: Patterns,
    counts: Floats,
    *,
    m: Sequence[Floats],
    u: Sequence[Floats],
    prior: float,
    fix_u: bool = False,
    chance: Floats | None = None,
    population: float | None = None,
    pseudo_count: float = 0.0,
    tolerance: float = 1e-12,
    most_iterations: int = 5000,
) -> EmFit:
    """`patterns`: one row per pattern, one column per field, -1 where a value is missing. `chance`: what the values
    themselves add to ln P(pattern | non-match), a common name being met more often than `u` says."""
    if len(patterns) == 0 or counts.sum() <= 0:
        raise NoPatterns
    marks = [_one_hot(patterns[:, place], len(share)) for place, share in enumerate(m)]
    m_now, u_now = [_clamped(one) for one in m], [_clamped(one) for one in u]
    total = float(counts.sum())
    everything = max(population or total, total)
    by_value = np.zeros(len(patterns)) if chance is None else chance
    history: list[float] = []
    iteration = 0
    converged = False
    while iteration < most_iterations and not converged:
        log_match = _log_pattern(marks, m_now) + np.log(prior)
        log_other = _log_pattern(marks, u_now) + np.log1p(-prior) + by_value
        log_both = np.logaddexp(log_match, log_other)
        likelihood = float(counts @ log_both) + (everything - total) * float(np.log1p(-prior))
        if history and pseudo_count == 0.0 and likelihood < history[-1] - 1e-7 * abs(history[-1]):
            raise LikelihoodFell(history[-1], likelihood)
        history.append(likelihood)
        matched = counts * np.exp(log_match - log_both)
        new_m = [_shares(mark, matched, pseudo_count) for mark in marks]
        new_u = u_now if fix_u else [_shares(mark, counts - matched, pseudo_count) for mark in marks]
        new_prior = float(np.clip(matched.sum() / everything, CLAMP, 1 - CLAMP))
        moved = [np.abs(a - b).max() for a, b in zip([*new_m, *new_u], [*m_now, *u_now], strict=True)]
        change = max(abs(new_prior - prior), *map(float, moved))
        m_now, u_now, prior = new_m, new_u, new_prior
        iteration += 1
        converged = change < tolerance
    warnings = [] if converged else ["not_converged"]
    exchanged = [float(a[-1]) <= float(b[-1]) for a, b in zip(m_now, u_now, strict=True)]
    if not fix_u and sum(exchanged) * 2 > len(exchanged):
        m_now, u_now, prior = u_now, m_now, 1.0 - prior
        exchanged = [not one for one in exchanged]
        warnings.append("label_switched")
    warnings += [f"uninformative:{place}" for place, one in enumerate(exchanged) if one]
    return EmFit(prior, tuple(m_now), tuple(u_now), tuple(history), iteration, tuple(warnings))


def _one_hot(levels: Patterns, size: int) -> Floats:
    marks: Floats = (levels[:, None] == np.arange(size)[None, :]).astype(np.float64)
    return marks


def _clamped(shares: Floats) -> Floats:
    clipped: Floats = np.clip(np.asarray(shares, dtype=np.float64), CLAMP, 1 - CLAMP)
    return clipped


def _log_pattern(marks: Sequence[Floats], shares: Sequence[Floats]) -> Floats:
    total: Floats = np.sum([mark @ np.log(share) for mark, share in zip(marks, shares, strict=True)], axis=0)
    return total


def _shares(mark: Floats, weight: Floats, pseudo_count: float) -> Floats:
    """Only patterns that hold a value of the field take part."""
    by_level = weight @ mark + pseudo_count
    total = by_level.sum()
    return _clamped(by_level / total) if total > 0 else _clamped(np.full(mark.shape[1], 1.0 / mark.shape[1]))
