"""The few terms by which a text is found among millions."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable

from idic.methods.likeness.scoring import length_damping, saturated
from idic.methods.likeness.statistics import Statistics
from idic.methods.likeness.terms import Terms

SIZE = 24
_ASKED = 64
_ROWS = 2_000


def signature(terms: Terms, statistics: Statistics, *, size: int = SIZE) -> list[str]:
    """The most telling terms in alphabetical order; to be kept in an indexed array beside the text.

    Terms that other texts hold as well come before terms that nobody else has used: by those nothing else can be found.
    What is stored stays good while statistics move on: rare terms stay rare. Renew it when the texts have doubled.
    """
    damping = length_damping(math.fsum(terms.values()), statistics)
    weighed = (
        (
            statistics.frequency.get(term, 0) > 1,
            statistics.inverse_frequency(term) * saturated(times, damping),
            term,
        )
        for term, times in terms.items()
    )
    return sorted(term for _, _, term in heapq.nlargest(size, weighed))


def terms_to_ask(terms: Terms, statistics: Statistics, *, rows: int = _ROWS) -> list[str]:
    """Terms whose signatures hold about `rows` texts together, the rarest first; at least one where the text has any.

    So an index look-up stays bounded. More terms are asked for than a signature holds, since nobody knows which of them a
    like text has put into its own. If the text has only common words, the first alone may stand in more than `rows` texts.
    """
    chosen: list[str] = []
    expected = 0
    telling = signature(terms, statistics, size=_ASKED)
    for term in sorted(telling, key=lambda term: (statistics.frequency.get(term, 0), term)):
        expected += statistics.frequency.get(term, 0)
        if chosen and expected > rows:
            break
        chosen.append(term)
    return chosen


def telling_weights(terms: Terms, statistics: Statistics) -> dict[str, float]:
    """What each term counts in `shared_weight`."""
    return {term: statistics.inverse_frequency(term) for term in signature(terms, statistics, size=_ASKED)}


def shared_weight(weights: dict[str, float], stored: Iterable[str]) -> float:
    """A first order among candidates from their signatures alone, to choose those that are compared in full."""
    return sum(weights[term] for term in stored if term in weights)
