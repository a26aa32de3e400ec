"""Every text of a file or a benchmark against every other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from idic.methods.likeness.scoring import length_damping, likeness, saturated
from idic.methods.likeness.statistics import Statistics
from idic.methods.likeness.terms import Terms


class Collection:
    """Texts held by term: for each the places of the texts that hold it and what it weighs there.

    Ranks as `most_alike` does over all of them.
    """

    def __init__(self, texts: Sequence[Terms], statistics: Statistics | None = None) -> None:
        self.statistics = Statistics.of(texts) if statistics is None else statistics
        self._size = len(texts)
        places: dict[str, list[int]] = {}
        weights: dict[str, list[float]] = {}
        for place, terms in enumerate(texts):
            damping = length_damping(sum(terms.values()), self.statistics)
            for term, times in terms.items():
                places.setdefault(term, []).append(place)
                weights.setdefault(term, []).append(saturated(times, damping))
        self._held: dict[str, tuple[NDArray[np.int32], NDArray[np.float64]]] = {
            term: (np.array(found, dtype=np.int32), np.array(weights.pop(term))) for term, found in places.items()
        }

    def scores(self, query: Terms) -> NDArray[np.float64]:
        total = np.zeros(self._size)
        for term, times in query.items():
            if term in self._held:
                places, weights = self._held[term]
                # a text stands once behind each term, so that nothing is added twice to one place
                total[places] += times * self.statistics.inverse_frequency(term) * weights
        return total

    def most_alike(self, query: Terms, *, k: int = 5, but: int | None = None) -> list[tuple[int, float]]:
        """(place, score), the best first, earlier ones before later; `but` is left out, usually the query itself."""
        scores = self.scores(query)
        if but is not None:
            scores[but] = 0.0
        best = np.argsort(-scores, kind="stable")[:k]
        return [(int(place), float(scores[place])) for place in best if scores[place] > 0]

    def share(self, query: Terms, score: float) -> float:
        """The score as a part of what the query itself would have, at most 1."""
        whole = likeness(query, query, self.statistics)
        return min(1.0, score / whole) if whole else 0.0
