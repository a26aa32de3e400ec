"""What would the probabilities be if something were different? One feature or several, moved together.

A model answers for what it has seen: a value outside the observed 1 to 99 % is counted. And it tells what goes with what,
not what causes what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from idic.methods.classification.features import FeatureTable
from idic.methods.sensitivity.dependence import Score, observed_range
from idic.methods.sensitivity.errors import ChangeImpossible, FigureOutOfRange

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Change:
    """`set` to a number or level, `add` a number, or multiply by it (`times`). A missing number stays missing but for set."""

    kind: Literal["set", "add", "times"]
    value: float | str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Per row the probability `before` and `after`; `outside`: per changed number, rows moved out of the observed range."""

    before: Floats
    after: Floats
    outside: Mapping[str, int]

    @property
    def difference(self) -> float:
        """Of the mean probability."""
        return float(self.after.mean() - self.before.mean())


def what_if(
    score: Score, features: FeatureTable, changes: Mapping[str, Change], *, observed: FeatureTable | None = None
) -> WhatIf:
    """`observed`: the rows that set the range (those of the model); without them the rows given."""
    seen = observed or features
    changed = features
    outside: dict[str, int] = {}
    for name, change in changes.items():
        if name not in features.numbers:
            if change.kind != "set" or not isinstance(change.value, str):
                features.column(name)
                raise ChangeImpossible(name)
            changed = changed.replaced(name, change.value)
            continue
        if isinstance(change.value, str) or not np.isfinite(change.value):
            raise FigureOutOfRange(f"{name!r} is a number: change it by a number.")
        old = features.numbers[name]
        moved = {"set": np.full_like(old, change.value), "add": old + change.value, "times": old * change.value}
        new = moved[change.kind]
        changed = changed.replaced(name, new)
        bounds = observed_range(seen.numbers[name])
        if bounds is not None:
            beyond = ((new < bounds[0]) | (new > bounds[1])) & (old >= bounds[0]) & (old <= bounds[1])
            outside[name] = int(beyond.sum())
    return WhatIf(score(features), score(changed), outside)
