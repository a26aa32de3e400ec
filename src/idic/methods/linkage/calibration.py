"""The prior at which a threshold keeps what it states.

Weights take the fields of two different people to agree independently. They do not: who lives in one district shares
postcode and words of the address, and names go with places. At a million records that is thousands of pairs which are
alike in everything that hangs together. Contact data, dates and identifiers hang together with nothing, so they count
how many chance pairs each combination of the other levels really holds: with n pairs of a combination, q = probability
given kappa, kappa = sum of n (1 - q) / pairs expected from independence, never below 1, repeated until it stands (EM
for a free joint u, cf. Larsen & Rubin 2001, JASA 96). The prior is then lowered until the sum of 1 - p over the links
is no less than the sum of 1 - q.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from idic.methods.linkage.columns import RECORD, STRATUM
from idic.methods.linkage.fields import Kind
from idic.methods.linkage.levels import NO_EVIDENCE, Comparison
from idic.methods.linkage.model import Model
from idic.methods.linkage.scoring import hold_of
from idic.methods.linkage.weights import Floats, Patterns, pattern_weights, posterior, prior_weight

if TYPE_CHECKING:
    from idic.methods.linkage.engine import Engine

Integers = NDArray[np.int64]

_ROUNDS: Final = 200
_STEP_BITS: Final = 0.1
_MOST_BITS: Final = 12.0
_THRESHOLDS: Final = (0.5, 0.9)
_SLACK_PAIRS: Final = 1.0
_FEWEST_ALONE: Final = 2
# What two different people share of these tells nothing of what else they share.
_ALONE: Final[tuple[Kind, ...]] = ("birth_date", "date", "phone", "email", "identifier")


@dataclass(frozen=True)
class Seen:
    """Patterns of the blocked pairs. `chance`: log2 of the frequency of common values that agree; `valued`: the
    comparisons of which it tells, as bits."""

    levels: Patterns
    counts: Floats
    chance: Floats
    valued: Integers

    def only(self, kept: NDArray[np.bool_]) -> Seen:
        return Seen(self.levels[kept], self.counts[kept], self.chance[kept], self.valued[kept])

    def by_value(self, u: Sequence[Floats]) -> Floats:
        """What the values add to ln P(pattern | non-match): how often they are met stands in the place of u."""
        total: Floats = self.chance * np.log(2)
        for place, share in enumerate(u):
            levels = np.maximum(self.levels[:, place], 0)
            total = total - np.where(self.valued >> place & 1 == 1, np.log(share)[levels], 0.0)
        return total


def kept_prior(engine: Engine, model: Model, seen: Seen, population: float) -> float:
    """Reads the tables `records` and `rarity`. One field that stands alone is too few to tell chance from slips."""
    if sum(not _hangs_together(model, one) for one in model.comparisons) < _FEWEST_ALONE:
        return model.prior
    prior = prior_weight(model.prior)
    m, u = ([np.array(of[one.name]) for one in model.comparisons] for of in (model.m, model.u))
    weight = pattern_weights(seen.levels, m, u) - seen.by_value(u) / np.log(2)
    free = np.array([not hold_of(model, levels) for levels in seen.levels.tolist()])
    telling = [place for place, one in enumerate(model.comparisons)
               if _hangs_together(model, one) and (seen.levels[:, place] != NO_EVIDENCE).any()]  # fmt: skip
    combinations, number = np.unique(seen.levels[:, telling], axis=0, return_inverse=True)
    number = number.reshape(-1).astype(np.int64)
    together = [model.comparisons[place] for place in telling]
    kappa = _kappa(prior + weight, seen.counts, number, _expected(engine, model, together, combinations, population))
    return posterior(_lowered(prior, weight, seen.counts, free, kappa[number]), 0.5)


def _lowered(prior: float, weight: Floats, counts: Floats, free: NDArray[np.bool_], kappa: Floats) -> float:
    false = counts * (1 - _chance(weight + prior - np.log2(kappa)))
    bits = 0.0
    while bits < _MOST_BITS:
        stated = _chance(weight + prior - bits)
        expected = [float((counts * (1 - stated))[free & (stated >= least)].sum()) for least in _THRESHOLDS]
        found = [float(false[free & (stated >= least)].sum()) for least in _THRESHOLDS]
        if all(a <= b + _SLACK_PAIRS for a, b in zip(found, expected, strict=True)):
            break
        bits += _STEP_BITS
    return prior - bits


def _kappa(odds: Floats, counts: Floats, number: Integers, expected: Floats) -> Floats:
    """By combination; `number`: the combination of each pattern."""
    kappa = np.ones(len(expected))
    for _ in range(_ROUNDS):
        false = counts * (1 - _chance(odds - np.log2(kappa)[number]))
        found = np.bincount(number, weights=false, minlength=len(expected))
        after = np.maximum(1.0, (found + 1) / (expected + 1))
        stands = bool(np.abs(np.log2(after) - np.log2(kappa)).max() < 1e-3)
        kappa = after
        if stands:
            break
    return kappa


def _hangs_together(model: Model, comparison: Comparison) -> bool:
    return comparison.name not in {field.name for field in model.settings.fields if field.kind in _ALONE}


def _expected(
    engine: Engine, model: Model, together: Sequence[Comparison], combinations: Patterns, population: float
) -> Floats:
    """Pairs of each combination if different people agreed independently, by the frequency of values in the records."""
    known = _pairs_by_presence(engine, together, population)
    told = engine.table("SELECT * FROM rarity")
    rarity = {name: told.column(name).to_numpy() for name in told.column_names if name != RECORD}
    agreeing: dict[tuple[tuple[str, float], ...], float] = {(): 1.0}
    found = np.empty(len(combinations))
    for row, levels in enumerate(combinations.tolist()):
        columns, chance, mask = [], 1.0, 0
        for place, (comparison, level) in enumerate(zip(together, levels, strict=True)):
            if level == NO_EVIDENCE:
                continue
            mask |= 1 << place
            column = comparison.levels[-level].frequency if level else None
            if column is not None and column in rarity:
                columns.append((column, float(np.log2(model.u[comparison.name][level]))))
            else:
                chance *= model.u[comparison.name][level]
        key = tuple(columns)
        if key not in agreeing:
            logs = np.sum([np.where(np.isnan(rarity[one]), usual, rarity[one]) for one, usual in key], axis=0)
            agreeing[key] = float(np.exp2(logs).mean())
        found[row] = chance * agreeing[key] * known[mask]
    return found


def _pairs_by_presence(engine: Engine, together: Sequence[Comparison], population: float) -> Floats:
    """Pairs by the comparisons (as bits) that both records have values for."""
    bits = " + ".join(
        f"CASE WHEN {' AND '.join(f'{column} IS NOT NULL' for column in comparison.needs)} THEN {1 << place} ELSE 0 END"
        for place, comparison in enumerate(together)
    )
    held = np.array(
        engine.rows(f"SELECT {STRATUM}, {bits or '0'}, count(*) FROM records GROUP BY 1, 2"), dtype=np.int64  # noqa: S608
    )  # fmt: skip
    found = np.zeros(1 << len(together))
    for stratum, mask, count in held.tolist():
        beside = held[held[:, 0] == stratum]
        found += np.bincount(beside[:, 1] & mask, weights=beside[:, 2] * float(count), minlength=len(found))
    shares: Floats = found * (population / found.sum())
    return shares


def _chance(bits: Floats) -> Floats:
    chance: Floats = 1 / (1 + np.exp2(-np.clip(bits, -500, 500)))
    return chance
