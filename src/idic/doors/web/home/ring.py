"""Where this turn of the loop stands: plan, do, check, act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Phase = Literal["plan", "do", "check", "act"]
State = Literal["done", "current", "waiting"]
PHASES: tuple[Phase, ...] = ("plan", "do", "check", "act")


@dataclass(frozen=True)
class Turn:
    """`open` follow-ups now; `done_before` and `done` before and after the last refresh; `planned` follow-ups and
    `changed` segments since it; `stale` where records came in since."""

    refreshed: bool
    stale: bool
    open: int
    planned: int
    done: int
    done_before: int
    changed: int


def phase_of(turn: Turn) -> Phase:
    """What was done waits to be checked by a refresh; what was checked waits for a change; else work, else a plan."""
    if not turn.refreshed:
        return "plan"
    if turn.done > 0 and (turn.stale or turn.open == 0):
        return "check"
    if turn.done_before > 0 and turn.done == 0 and turn.changed == 0 and turn.planned == 0:
        return "act"
    return "do" if turn.open > 0 else "plan"


def states(turn: Turn) -> dict[Phase, State]:
    current = PHASES.index(phase_of(turn))
    found: dict[Phase, State] = {}
    for place, phase in enumerate(PHASES):
        found[phase] = "current" if place == current else "done" if place < current else "waiting"
    return found
