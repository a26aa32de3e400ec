"""BM25 (Robertson & Walker 1994), with fractional counts."""

from __future__ import annotations

import math
from typing import Final

from idic.methods.likeness.statistics import Statistics
from idic.methods.likeness.terms import Terms

K1: Final = 1.2
B: Final = 0.75


def likeness(query: Terms, document: Terms, statistics: Statistics) -> float:
    """0 when they share no term. Only good for comparing documents with one another for one query."""
    return math.fsum(contributions(query, document, statistics).values())


def contributions(query: Terms, document: Terms, statistics: Statistics) -> Terms:
    """What each term that they share adds."""
    damping = length_damping(math.fsum(document.values()), statistics)
    return {
        term: times * statistics.inverse_frequency(term) * saturated(document[term], damping)
        for term, times in query.items()
        if term in document
    }


def length_damping(length: float, statistics: Statistics) -> float:
    return K1 * (1 - B + B * length / statistics.mean_length)


def saturated(times: float, damping: float) -> float:
    """A term said ten times does not weigh ten times, least of all in a long text."""
    return times * (K1 + 1) / (times + damping)
