"""What a run must keep, so that its figures can be read, repeated and compared later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from idic.methods.churn.definition import Definition, Scheme
from idic.methods.churn.errors import FigureOutOfRange, UnknownVersion

LabelSource = Literal["contract_end", "refusal_reason", "silence"]

VERSION = 1


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason code and how many customers it took out."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class RunRecord:
    """`schemes`: one per moment at which rows were taken, oldest first. `population`: the rule (a segment's code and
    tense) at t0. `found`: customers before exclusions; `n`, `churners`, `censored` (outcome not known yet): after them.
    """

    definition: Definition
    schemes: tuple[Scheme, ...]
    population: str
    label_source: LabelSource
    found: int
    n: int
    churners: int
    censored: int
    exclusions: tuple[Exclusion, ...] = ()

    def __post_init__(self) -> None:
        if self.n + sum(one.count for one in self.exclusions) != self.found:
            raise FigureOutOfRange("Customers found must be those used and those excluded together.")
        if self.churners + self.censored > self.n:
            raise FigureOutOfRange("Lost and undecided customers cannot be more than all.")

    def to_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "definition": self.definition.to_json(),
            "schemes": [one.to_json() for one in self.schemes],
            "population": self.population,
            "label_source": self.label_source,
            "found": self.found,
            "n": self.n,
            "churners": self.churners,
            "censored": self.censored,
            "exclusions": [{"reason": one.reason, "count": one.count} for one in self.exclusions],
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> RunRecord:
        if document.get("version") != VERSION:
            raise UnknownVersion(document.get("version"))
        return cls(
            definition=Definition.from_json(document["definition"]),
            schemes=tuple(Scheme.from_json(one) for one in document["schemes"]),
            population=document["population"],
            label_source=document["label_source"],
            found=document["found"],
            n=document["n"],
            churners=document["churners"],
            censored=document["censored"],
            exclusions=tuple(Exclusion(**one) for one in document["exclusions"]),
        )
