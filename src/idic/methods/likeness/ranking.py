"""Some hundred candidates ranked in full, each with why."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from idic.methods.likeness.scoring import contributions, likeness
from idic.methods.likeness.statistics import Statistics
from idic.methods.likeness.terms import Terms

Key = TypeVar("Key")
_REASONS = 12


@dataclass(frozen=True, slots=True)
class Alike(Generic[Key]):
    """`share` is the score as a part of what the query itself would have, at most 1: it can be held against a limit.

    `reasons` are the shared terms that weigh most, the heaviest first; `spans` finds them in the text as written.
    """

    key: Key
    score: float
    share: float
    reasons: tuple[str, ...]


def most_alike(
    query: Terms, candidates: Iterable[tuple[Key, Terms]], statistics: Statistics, *, k: int = 5
) -> list[Alike[Key]]:
    """The best first, those before others that came before; what shares no term with the query is never among them."""
    whole = likeness(query, query, statistics)
    scored = ((likeness(query, terms, statistics), -place, key, terms) for place, (key, terms) in enumerate(candidates))
    best = heapq.nlargest(k, (one for one in scored if one[0] > 0), key=lambda one: one[:2])
    return [
        Alike(key, score, min(1.0, score / whole), reasons(query, terms, statistics)) for score, _, key, terms in best
    ]


def reasons(query: Terms, document: Terms, statistics: Statistics, *, limit: int = _REASONS) -> tuple[str, ...]:
    """The terms that bring the two together, the heaviest first."""
    shared = contributions(query, document, statistics)
    return tuple(sorted(shared, key=lambda term: (-shared[term], term))[:limit])
