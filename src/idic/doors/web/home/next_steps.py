"""Which step is the next best one, at each station of the loop and over all: rules over counts, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Station = Literal["identify", "differentiate", "interact", "customize"]
STATIONS: tuple[Station, ...] = ("identify", "differentiate", "interact", "customize")


@dataclass(frozen=True)
class Situation:
    """`unplanned` are customers at risk without an open follow-up."""

    has_customers: bool
    buyers: int
    duplicates: int
    unreachable: int
    refreshed_at: datetime | None
    imported_at: datetime | None
    overdue: int
    due_today: int
    unplanned: int
    campaigns: int
    without_control: int

    @property
    def is_stale(self) -> bool:
        if self.refreshed_at is None:
            return self.has_customers
        return self.imported_at is not None and self.imported_at > self.refreshed_at


@dataclass(frozen=True)
class Step:
    code: str
    station: Station
    count: int = 0


@dataclass(frozen=True)
class _Rule:
    code: str
    station: Station
    permission: str
    count: Callable[[Situation], int]


# In the order of what helps most: first what everything else is built on, then what a customer waits for.
_RULES: tuple[_Rule, ...] = (
    _Rule("import_customers", "identify", "import.run", lambda now: int(not now.has_customers)),
    _Rule(
        "import_purchases", "identify", "import.run", lambda now: int(now.refreshed_at is not None and now.buyers == 0)
    ),
    _Rule("refresh", "differentiate", "refresh.run", lambda now: int(now.is_stale)),
    _Rule("clear_overdue", "interact", "follow_up.see", lambda now: now.overdue),
    _Rule("plan_at_risk", "interact", "follow_up.create", lambda now: now.unplanned),
    _Rule("do_today", "interact", "follow_up.see", lambda now: now.due_today),
    _Rule("review_duplicates", "identify", "customer.change", lambda now: now.duplicates),
    _Rule("reach_unreachable", "identify", "customer.change", lambda now: now.unreachable),
    _Rule("explain_control", "customize", "campaign.see", lambda now: now.without_control),
    _Rule("see_value", "differentiate", "value.see", lambda now: int(now.has_customers)),
    _Rule("plan_segment", "interact", "follow_up.create", lambda now: int(now.has_customers)),
    _Rule("see_customers", "identify", "customer.see", lambda now: int(now.has_customers)),
    _Rule("see_campaigns", "customize", "campaign.see", lambda now: int(now.has_customers)),
)
# Looking around is no step that anything waits for: it never stands as the best one over all.
_IDLE = frozenset({"see_value", "plan_segment", "see_customers", "see_campaigns"})


def next_steps(now: Situation, permissions: Iterable[str]) -> dict[Station, Step]:
    """The first rule that applies at each station, of those that the reader may follow."""
    allowed = frozenset(permissions)
    steps: dict[Station, Step] = {}
    for rule in _RULES:
        if rule.station not in steps and rule.permission in allowed and (count := rule.count(now)) > 0:
            steps[rule.station] = Step(rule.code, rule.station, count)
    return steps


def best_step(steps: dict[Station, Step]) -> Step | None:
    order = {rule.code: place for place, rule in enumerate(_RULES)}
    waiting = [step for step in steps.values() if step.code not in _IDLE]
    return min(waiting, key=lambda step: order[step.code], default=None)
