"""What training leaves behind: plain numbers that score a pair anywhere and travel as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np

from idic.methods.linkage.fields import Field, Kind, Settings
from idic.methods.linkage.kinds import comparisons_of
from idic.methods.linkage.levels import Comparison
from idic.methods.linkage.preparation import Vocabulary
from idic.methods.linkage.weights import Floats, level_weights

FORMAT: Final = 2
# Levels that format 1 did not know: of which comparison, at which place from "else" up, and which level held them.
_NEW_LEVELS: Final[dict[Kind, tuple[tuple[str, int, int], ...]]] = {
    "person": (("_given", 3, 0), ("_given", 4, 0), ("_family", 3, 0)),
    "address": (("", 1, 1),),
}


@dataclass(frozen=True)
class Thresholds:
    """Posteriors: link from `link` up, review from `review` up, else apart."""

    link: float = 0.5
    review: float = 0.1


@dataclass(frozen=True)
class Training:
    """Facts of the run; `pairs` are those that could match at all (names of one script), `compared` those that blocking
    found. `branch_pairs`: those of two branches of one organisation. Warnings are codes: not_converged,
    uninformative:COMPARISON."""

    records: int
    pairs: float
    compared: float
    expected_matches: float
    iterations: int
    log_likelihood: float
    warnings: tuple[str, ...] = ()
    branch_pairs: float = 0.0


@dataclass(frozen=True)
class Model:
    """`m` and `u` by comparison, from "else" (0) upward; `frequencies` by column, only values above the floor."""

    settings: Settings
    prior: float
    m: Mapping[str, tuple[float, ...]]
    u: Mapping[str, tuple[float, ...]]
    frequencies: Mapping[str, Mapping[str, float]]
    words: Mapping[str, Vocabulary]
    training: Training
    thresholds: Thresholds = field(default=Thresholds())

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        return comparisons_of(self.settings.fields)

    @cached_property
    def needs(self) -> tuple[tuple[Field, frozenset[str]], ...]:
        """Each field with the columns without which its comparisons are silent."""
        return tuple(
            (one, frozenset(column for each in comparisons_of((one,)) for column in each.needs))
            for one in self.settings.fields
        )

    @cached_property
    def weights(self) -> dict[str, Floats]:
        return {name: level_weights(np.array(self.m[name]), np.array(self.u[name])) for name in self.m}

    @cached_property
    def plain_weights(self) -> dict[str, tuple[float, ...]]:
        """For pairs that are scored one by one: to take one number out of an array costs as much as a comparison."""
        return {name: tuple(weights.tolist()) for name, weights in self.weights.items()}

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "settings": self.settings.to_json(),
            "prior": self.prior,
            "m": {name: list(values) for name, values in self.m.items()},
            "u": {name: list(values) for name, values in self.u.items()},
            "frequencies": {name: dict(values) for name, values in self.frequencies.items()},
            "words": {name: dict(one.copies) for name, one in self.words.items()},
            "training": {**vars(self.training), "warnings": list(self.training.warnings)},
            "thresholds": vars(self.thresholds),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Model:
        if data.get("format") not in (1, FORMAT):
            raise UnknownModelFormat(data.get("format"))
        settings = Settings.from_json(data["settings"])
        m, u = ({name: list(values) for name, values in data[part].items()} for part in ("m", "u"))
        if data["format"] == 1:
            _add_levels(settings, m)
            _add_levels(settings, u)
        return cls(
            settings=settings,
            prior=data["prior"],
            m={name: tuple(values) for name, values in m.items()},
            u={name: tuple(values) for name, values in u.items()},
            frequencies=data["frequencies"],
            words={name: Vocabulary(copies) for name, copies in data["words"].items()},
            training=Training(**{**data["training"], "warnings": tuple(data["training"]["warnings"])}),
            thresholds=Thresholds(**data["thresholds"]),
        )


def _add_levels(settings: Settings, shares: dict[str, list[float]]) -> None:
    """A new level takes half of the level that held its pairs, of m and of u alike: it weighs what they weighed."""
    for one in settings.fields:
        for suffix, place, held_by in _NEW_LEVELS.get(one.kind, ()):
            share = shares[f"{one.name}{suffix}"]
            share[held_by] /= 2
            share.insert(place, share[held_by])


class UnknownModelFormat(ValueError):
    def __init__(self, found: object) -> None:
        self.found = found
        super().__init__(f"The model has format {found!r}; this version reads format {FORMAT}. Train it again.")
