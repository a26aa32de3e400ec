"""How many of the known texts hold each term."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from idic.methods.likeness.errors import LikenessError
from idic.methods.likeness.terms import Terms


@dataclass(slots=True)
class Statistics:
    """`length` is the sum over all texts of their terms' weights; `frequency` has no entry for a term of no text.

    Where only some terms are asked about, `frequency` may hold those alone: adding, removing and merging count each term
    for itself.
    """

    documents: int = 0
    length: float = 0.0
    frequency: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[Terms]) -> Statistics:
        counted = cls()
        for terms in texts:
            counted.add(terms)
        return counted

    @property
    def mean_length(self) -> float:
        """1 while nothing is known."""
        return self.length / self.documents if self.documents and self.length > 0 else 1.0

    def add(self, terms: Terms) -> None:
        self.documents += 1
        self.length += math.fsum(terms.values())
        for term in terms:
            self.frequency[term] = self.frequency.get(term, 0) + 1

    def remove(self, terms: Terms) -> None:
        """Of a text that was added with the same terms; one that cannot have been is refused, and nothing changes."""
        if not self.documents or any(term not in self.frequency for term in terms):
            raise LikenessError("A text that was never added cannot be removed.")
        self.documents -= 1
        self.length = max(0.0, self.length - math.fsum(terms.values())) if self.documents else 0.0
        for term in terms:
            if self.frequency[term] == 1:
                del self.frequency[term]
            else:
                self.frequency[term] -= 1

    def merged(self, other: Statistics) -> Statistics:
        """Of both sets of texts, which must not overlap."""
        frequency = dict(self.frequency)
        for term, count in other.frequency.items():
            frequency[term] = frequency.get(term, 0) + count
        return Statistics(self.documents + other.documents, self.length + other.length, frequency)

    def without_rare(self, least: int) -> Statistics:
        """For asking only: terms of fewer than `least` texts count as unknown, which most terms are."""
        common = {term: count for term, count in self.frequency.items() if count >= least}
        return Statistics(self.documents, self.length, common)

    def inverse_frequency(self, term: str) -> float:
        """How telling a term is: above 0 always, the larger the fewer texts hold it."""
        count = self.frequency.get(term, 0)
        return math.log1p((max(self.documents - count, 0) + 0.5) / (count + 0.5))
