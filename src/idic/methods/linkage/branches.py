"""Whether one organisation is there at several places.

A switchboard and a name that begins alike join every branch to every other. Two classes of pairs take that for matches
with a wrong address, and then no address speaks against anything. Whether the records know of branches is asked of
them: a third class, alike in name, phone and e-mail as any levels may be and elsewhere by chance, is fitted beside
matches and others (latent classes by EM), and counts if it is worth its parameters (BIC; Schwarz 1978). Where it does,
a place is what makes a record: pairs at different addresses, or at different numbers of one street, no longer teach m
what matches look like.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from idic.methods.linkage.fields import Field, Kind
from idic.methods.linkage.weights import Floats, Patterns, pattern_probabilities

if TYPE_CHECKING:
    from idic.methods.linkage.calibration import Seen
    from idic.methods.linkage.levels import Comparison

_ROUNDS: Final = 300
_SETTLED_PAIRS: Final = 1e-2
_PSEUDO_COUNT: Final = 0.5
# Of matches so many stand at another place even so: an equal name and phone there are for a person to decide.
_MOVED: Final = 1e-5
_OF_THE_WHOLE: Final[tuple[Kind, ...]] = ("organisation", "phone", "email")


def place_of(fields: Sequence[Field], comparisons: Sequence[Comparison]) -> int | None:
    """Place of the address among the comparisons, where there are organisations with addresses."""
    kinds = {field.name: field.kind for field in fields}
    if "organisation" not in kinds.values():
        return None
    found = [place for place, one in enumerate(comparisons) if kinds.get(one.name) == "address"]
    return found[0] if len(found) == 1 else None


def branch_pairs(
    seen: Seen, fields: Sequence[Field], comparisons: Sequence[Comparison],
    m: Sequence[Floats], u: Sequence[Floats], prior: float, population: float,
) -> float:  # fmt: skip
    """Expected pairs of two branches of one organisation; 0 where two classes explain the patterns as well."""
    kinds = {field.name: field.kind for field in fields}
    free = [place for place, one in enumerate(comparisons) if kinds.get(one.name) in _OF_THE_WHOLE]
    by_chance = pattern_probabilities(seen.levels, u) * np.exp(seen.by_value(u))
    elsewhere = population - float(seen.counts.sum())
    match, whole = list(m), [share if place in free else u[place] for place, share in enumerate(m)]
    two = prior * pattern_probabilities(seen.levels, match) + (1 - prior) * by_chance
    before = float(seen.counts @ np.log(two)) + elsewhere * float(np.log1p(-prior))
    shares = np.array([prior, prior])
    after = before
    for _ in range(_ROUNDS):
        of_match = shares[0] * pattern_probabilities(seen.levels, match)
        of_whole = shares[1] * pattern_probabilities(seen.levels, whole)
        rest = 1 - float(shares.sum())
        total = of_match + of_whole + rest * by_chance
        after = float(seen.counts @ np.log(total)) + elsewhere * float(np.log(rest))
        matched, branched = seen.counts * of_match / total, seen.counts * of_whole / total
        match = [_shares(seen, place, matched, len(share)) for place, share in enumerate(match)]
        whole = [_shares(seen, place, branched, len(share)) if place in free else share
                 for place, share in enumerate(whole)]  # fmt: skip
        moved = np.array([matched.sum(), branched.sum()]) / population
        settled = float(np.abs(moved - shares).sum()) * population < _SETTLED_PAIRS
        shares = moved
        if settled:
            break
    parameters = 1 + sum(len(m[place]) - 1 for place in free)
    needed = parameters / 2 * float(np.log(seen.counts.sum()))
    return float(shares[1]) * population if after - before > needed else 0.0


def is_elsewhere(levels: Patterns) -> NDArray[np.bool_]:
    """At another address or at another number of its street: the two lowest levels."""
    elsewhere: NDArray[np.bool_] = (levels == 0) | (levels == 1)
    return elsewhere


def with_moves(share: Floats) -> Floats:
    """m of the address where branches are known: another place is rare, not impossible, whatever the number of records."""
    here = share[2:] / share[2:].sum()
    moved: Floats = np.concatenate(([_MOVED, _MOVED], here * (1 - 2 * _MOVED)))
    return moved


def _shares(seen: Seen, place: int, weight: Floats, size: int) -> Floats:
    levels = seen.levels[:, place]
    held = levels >= 0
    counted = np.bincount(levels[held], weights=weight[held], minlength=size) + _PSEUDO_COUNT
    shares: Floats = counted / counted.sum()
    return shares
