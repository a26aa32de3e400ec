"""Erlang C: random arrivals, exponential handling times, callers who wait as long as it takes.

Source: Erlang (1917); the recursion of B and C = N B / (N - A (1 - B)) as in Cooper, "Introduction to Queueing Theory".
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, exp, floor

from idic.methods.staffing.errors import TargetUnusable
from idic.methods.staffing.load import MOST_AGENTS, Load, checked, checked_share, erlang_b, next_blocked

UNSTABLE = "unstable"


@dataclass(frozen=True, slots=True)
class Patient:
    """`p_wait`: the share of calls that wait; `service_level`: answered within the target; `asa_s`: mean seconds until
    the answer, over all calls; `occupancy`: the share of time that agents are busy. All None, with the reason
    UNSTABLE, where the work is not less than the agents: the queue then grows without end.
    """

    agents: int
    erlangs: float
    erlang_b: float
    p_wait: float | None
    service_level: float | None
    asa_s: float | None
    occupancy: float | None
    reason: str


def patient(load: Load, agents: int, *, target_s: float) -> Patient:
    checked(agents, target_s)
    return _figures(load, agents, erlang_b(agents, load.erlangs), target_s)


def needed(load: Load, *, share: float, target_s: float, most_occupancy: float = 1.0) -> Patient:
    """The fewest agents who answer `share` of calls within `target_s` seconds, and are not busier than allowed."""
    checked(1, target_s)
    checked_share(share)
    if not 0 < most_occupancy <= 1:
        raise TargetUnusable("The highest occupancy lies above 0 and at most at 1.")
    agents = max(floor(load.erlangs) + 1, ceil(load.erlangs / most_occupancy - 1e-9), 1)
    blocked = erlang_b(agents, load.erlangs)
    while agents <= MOST_AGENTS:
        found = _figures(load, agents, blocked, target_s)
        if found.service_level is not None and found.service_level >= share:
            return found
        agents += 1
        blocked = next_blocked(blocked, agents, load.erlangs)
    raise TargetUnusable(f"Not even {MOST_AGENTS:,} agents reach that.")


def _figures(load: Load, agents: int, blocked: float, target_s: float) -> Patient:
    work = load.erlangs
    if agents <= work:
        return Patient(agents, work, blocked, None, None, None, None, UNSTABLE)
    spare = agents - work
    p_wait = agents * blocked / (agents - work * (1 - blocked))
    return Patient(
        agents=agents,
        erlangs=work,
        erlang_b=blocked,
        p_wait=p_wait,
        service_level=1 - p_wait * exp(-spare * target_s / load.handling_s),
        asa_s=p_wait * load.handling_s / spare,
        occupancy=work / agents,
        reason="",
    )
