"""What moved a figure between two periods: its factors, and the members of a dimension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose, log

ZERO_OR_BELOW = "zero_or_below"


class DriverError(ValueError):
    """The two periods cannot be compared; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """`change` is in the unit of the figure; `share` is its part of the whole change, null where nothing changed."""

    name: str
    before: float
    after: float
    change: float
    share: float | None


def of_factors(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[Contribution, ...] | str:
    """A figure that is the product of its factors: how much of its change each of them made, without a rest.

    Logarithmic mean Divisia index, additive form: Ang (2004), Energy Policy 32:1131. The changes add up exactly, and the
    order of the factors changes nothing. With a factor of zero or below the reason is returned instead of figures.
    Raises DriverError where the two periods do not have the same factors.
    """
    if before.keys() != after.keys() or not before:
        raise DriverError("Both periods need the same factors, at least one.")
    if any(value <= 0 for value in (*before.values(), *after.values())):
        return ZERO_OR_BELOW
    first, second = _product(before), _product(after)
    weight = first if isclose(first, second, rel_tol=1e-12) else (second - first) / log(second / first)
    whole = second - first
    changes = {name: weight * log(after[name] / before[name]) for name in before}
    return tuple(
        Contribution(name, before[name], after[name], change, change / whole if whole else None)
        for name, change in changes.items()
    )


def of_members(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[Contribution, ...]:
    """A figure that is the sum over the members of a dimension: who made its change, the largest first.

    A member that one period does not have counts as 0 there. Only for figures that add up: never for distinct counts.
    """
    names = dict.fromkeys([*before, *after])
    whole = sum(after.values()) - sum(before.values())
    found = [
        Contribution(
            name, before.get(name, 0.0), after.get(name, 0.0), after.get(name, 0.0) - before.get(name, 0.0),
            (after.get(name, 0.0) - before.get(name, 0.0)) / whole if whole else None,
        )
        for name in names
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-abs(one.change), one.name)))


def _product(factors: Mapping[str, float]) -> float:
    found = 1.0
    for value in factors.values():
        found *= value
    return found
