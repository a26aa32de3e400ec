"""Complaints are the tip: how many dissatisfied customers keep silent, from a survey that asked both questions.

No complaint does not mean that the customer is content.
"""

from __future__ import annotations

from dataclasses import dataclass

from idic.methods.proportion import Proportion, wilson

NOBODY_DISSATISFIED = "nobody_dissatisfied"


class IcebergError(ValueError):
    """The counts do not fit together; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Iceberg:
    """`dissatisfied`: of those asked; `voiced`: of the dissatisfied, who complained (None with the reason where nobody
    is dissatisfied); `silent_share`: dissatisfied and silent, of those asked. `silent`, `silent_low`, `silent_high`:
    the same among all customers. Intervals are Wilson's and hold for a random sample only.
    """

    dissatisfied: Proportion
    voiced: Proportion | None
    silent_share: Proportion
    silent: float
    silent_low: float
    silent_high: float
    reason: str


def iceberg(asked: int, dissatisfied: int, complained: int, *, base: int, level: float = 0.95) -> Iceberg:
    """`complained`: those of the dissatisfied who told us; `base`: all customers whom the survey stands for.

    silent = dissatisfied share x base x (1 - voiced share). Its interval is that of the one share "dissatisfied and
    silent", so the doubt of both factors is in it.
    """
    if asked < 1 or not 0 <= complained <= dissatisfied <= asked:
        raise IcebergError("Those who complained are among the dissatisfied, and these among those asked.")
    if base < asked:
        raise IcebergError("There are at least as many customers as were asked.")
    silent = wilson(dissatisfied - complained, asked, level=level)
    return Iceberg(
        dissatisfied=wilson(dissatisfied, asked, level=level),
        voiced=wilson(complained, dissatisfied, level=level) if dissatisfied else None,
        silent_share=silent,
        silent=base * silent.share,
        silent_low=base * silent.low,
        silent_high=base * silent.high,
        reason="" if dissatisfied else NOBODY_DISSATISFIED,
    )


@dataclass(frozen=True, slots=True)
class Silent:
    """How many are dissatisfied and keep silent; without `asked` the shares have no interval, nor has this."""

    silent: float
    low: float | None
    high: float | None


def silent(dissatisfied: float, voiced: float, *, base: int, asked: int | None = None) -> Silent:
    """From shares that somebody states: of all dissatisfied, and of these, who complain. `asked`: of how many they are."""
    if not (0 <= dissatisfied <= 1 and 0 <= voiced <= 1):
        raise IcebergError("A share lies between 0 and 1.")
    if base < 1 or (asked is not None and not 1 <= asked <= base):
        raise IcebergError("There are at least as many customers as were asked.")
    quiet = dissatisfied * (1 - voiced)
    if asked is None:
        return Silent(base * quiet, None, None)
    found = wilson(quiet * asked, asked)
    return Silent(base * quiet, base * found.low, base * found.high)
