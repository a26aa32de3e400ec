"""How urgent a complaint is, how long each step may take, and who is told when time runs out.

After the initial assessment of ISO 10002 (severity, reach, recurrence); the bands and clocks are settings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, get_args

Level = Literal["low", "medium", "high", "critical"]
Step = Literal["acknowledge", "assess", "answer", "final"]
LEVELS: tuple[Level, ...] = get_args(Level)
STEPS: tuple[Step, ...] = get_args(Step)

MOST_SEVERE = 5
# Whatever a table of one's own says about the others, these stay at the top.
ALWAYS_MOST_SEVERE: Final = ("safety", "legal")
SEVERITY: Final[Mapping[str, int]] = {
    "safety": 5, "legal": 5, "privacy": 4, "health": 4, "money_lost": 4, "unusable": 3, "wrong_item": 3, "conduct": 3,
    "delay": 2, "defect_minor": 2, "information": 1, "convenience": 1,
}  # fmt: skip

BY_SEVERITY, BY_SCORE = "severity", "score"


class PriorityError(ValueError):
    """The priority cannot be computed; the message says what to change."""


class UnknownImpact(PriorityError):
    def __init__(self, unknown: Sequence[str]) -> None:
        self.unknown = tuple(unknown)
        super().__init__(f"Not in the table of severity: {', '.join(unknown)}.")


class TableUnusable(PriorityError):
    pass


class CountUnusable(PriorityError):
    pass


@dataclass(frozen=True)
class Rules:
    """`severity`: 1 to 5 by impact. `reach`: customers affected at which the scores 1 to 5 begin; `recurrence`: times
    within 90 days, this one included, likewise. `bands`: scores (1 to 125) at which medium, high and critical begin;
    None: by the score alone nothing becomes critical. The defaults are the cubes 2 x 2 x 2, 3 x 3 x 3, 4 x 4 x 4.
    """

    severity: Mapping[str, int] = field(default_factory=lambda: SEVERITY)
    reach: tuple[int, int, int, int, int] = (1, 2, 10, 100, 1000)
    recurrence: tuple[int, int, int, int, int] = (1, 2, 3, 5, 10)
    bands: tuple[int, int, int | None] = (8, 27, 64)

    def __post_init__(self) -> None:
        if any(not 1 <= one <= MOST_SEVERE for one in self.severity.values()):
            raise TableUnusable("A severity lies between 1 and 5.")
        if any(self.severity.get(one) != MOST_SEVERE for one in ALWAYS_MOST_SEVERE):
            raise TableUnusable("Safety and legal are always of severity 5.")
        for edges in (self.reach, self.recurrence, tuple(one for one in self.bands if one is not None)):
            if edges[0] < 1 or any(a >= b for a, b in pairwise(edges)):
                raise TableUnusable("Limits must be at least 1 and rise.")
        if self.reach[0] != 1 or self.recurrence[0] != 1:
            raise TableUnusable("Score 1 begins at 1: one customer, one time.")


@dataclass(frozen=True, slots=True)
class Priority:
    """`score` = severity x reach x recurrence. `by`: BY_SEVERITY where severity 5 alone decided, else BY_SCORE."""

    level: Level
    severity: int
    reach: int
    recurrence: int
    score: int
    by: str


DEFAULT_RULES: Final = Rules()


def severity(impacts: Collection[str], rules: Rules = DEFAULT_RULES) -> int:
    """The most severe of the impacts of one complaint."""
    unknown = sorted(set(impacts) - rules.severity.keys())
    if unknown or not impacts:
        raise UnknownImpact(unknown or ["(none)"])
    return max(rules.severity[one] for one in impacts)


def priority(severity: int, *, customers: int = 1, times: int = 1, rules: Rules = DEFAULT_RULES) -> Priority:
    """Severity 5 is critical whatever the rest says; below it severity x reach x recurrence falls into a band.

    `customers`: affected or likely to be; `times`: the same category and product within 90 days, this one included.
    """
    if not 1 <= severity <= MOST_SEVERE:
        raise CountUnusable("A severity lies between 1 and 5.")
    if customers < 1 or times < 1:
        raise CountUnusable("A complaint concerns at least one customer and has happened at least once.")
    reach = sum(customers >= edge for edge in rules.reach)
    recurrence = sum(times >= edge for edge in rules.recurrence)
    score = severity * reach * recurrence
    if severity == MOST_SEVERE:
        return Priority("critical", severity, reach, recurrence, score, BY_SEVERITY)
    passed = sum(edge is not None and score >= edge for edge in rules.bands)
    return Priority(LEVELS[passed], severity, reach, recurrence, score, BY_SCORE)


@dataclass(frozen=True, slots=True)
class Budget:
    """Business time: `minutes` of open time, or whole business `days`."""

    minutes: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.minutes < 0 or self.days < 0 or not self.minutes + self.days:
            raise TableUnusable("A budget of time is positive.")


# A letter is on its way for days already; a call or a form is known to have arrived.
SLOW_MODES: Final = frozenset({"mail", "letter", "fax"})
CLOCKS: Final[Mapping[Step, Budget]] = {
    "acknowledge": Budget(minutes=60), "assess": Budget(days=1), "answer": Budget(days=5), "final": Budget(days=20),
}  # fmt: skip


def clocks(mode: str, changed: Mapping[Step, Budget] | None = None) -> dict[Step, Budget]:
    """Business time from the first contact for every step; `changed` by law or charter goes before the defaults."""
    found = dict(CLOCKS)
    if mode in SLOW_MODES:
        found["acknowledge"] = Budget(days=1)
    return found | dict(changed or {})


@dataclass(frozen=True, slots=True)
class Rung:
    """From this share of the budget on, `told` is told. `at_once`: for these levels from the beginning."""

    share: float
    told: str
    at_once: tuple[Level, ...] = ()


LADDER: Final = (Rung(0.75, "team_lead"), Rung(1.0, "manager", ("critical",)), Rung(1.5, "executive"))


def escalated(share: float, level: Level, *, before: float | None = None, ladder: Sequence[Rung] = LADDER) -> list[str]:
    """Who is to be told at `share` of the budget used (1 = due), the lowest first; with `before`, the share at the
    last look, only those who were not told yet."""
    if share < 0 or (before is not None and before < 0):
        raise CountUnusable("The used share of a budget is not negative.")

    def reached(used: float) -> list[str]:
        return [rung.told for rung in ladder if used >= rung.share or level in rung.at_once]

    told = [] if before is None else reached(before)
    return [one for one in reached(share) if one not in told]
