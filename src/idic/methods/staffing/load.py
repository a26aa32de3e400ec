from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite

from idic.methods.staffing.errors import LoadUnusable, TargetUnusable

MOST_AGENTS = 100_000


@dataclass(frozen=True, slots=True)
class Load:
    """Calls in an interval and the mean time that one takes, talking and writing up; the seconds of one interval."""

    calls: float
    interval_s: float
    handling_s: float

    def __post_init__(self) -> None:
        if not (isfinite(self.calls) and self.calls >= 0):
            raise LoadUnusable("The number of calls must be known and not negative.")
        if not all(isfinite(one) and one > 0 for one in (self.interval_s, self.handling_s)):
            raise LoadUnusable("The interval and the handling time must be positive.")
        if self.erlangs > MOST_AGENTS / 2:
            raise LoadUnusable("More calls than any call centre takes; check the units.")

    @property
    def erlangs(self) -> float:
        """How many agents are busy on average: calls an hour x hours a call."""
        return self.calls / self.interval_s * self.handling_s


def erlang_b(agents: int, erlangs: float) -> float:
    """The share of calls that find all agents busy where nobody may wait. B(k) = A B(k-1) / (k + A B(k-1)), B(0) = 1."""
    blocked = 1.0
    for number in range(1, agents + 1):
        blocked = next_blocked(blocked, number, erlangs)
    return blocked


def next_blocked(blocked: float, agents: int, erlangs: float) -> float:
    return erlangs * blocked / (agents + erlangs * blocked)


def scheduled(agents: int, shrinkage: float) -> int:
    """Agents on the roster so that `agents` sit at the telephone; shrinkage: the share of paid time away from it."""
    if not 0 <= shrinkage < 1:
        raise TargetUnusable("Shrinkage lies between 0 and below 1, for example 0.3.")
    return ceil(agents / (1 - shrinkage) - 1e-9)


def checked(agents: int, target_s: float) -> None:
    if not 1 <= agents <= MOST_AGENTS:
        raise TargetUnusable(f"The number of agents lies between 1 and {MOST_AGENTS:,}.")
    if not (isfinite(target_s) and target_s >= 0):
        raise TargetUnusable("The seconds to answer within must be known and not negative.")


def checked_share(share: float) -> None:
    if not 0 < share < 1:
        raise TargetUnusable("The service level lies between 0 and 1, for example 0.8 for 80 %.")
