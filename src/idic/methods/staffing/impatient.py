"""Erlang A: as Erlang C, but every caller hangs up after an exponential patience. The queue never grows without end.

Source: Palm (1957); Garnett, Mandelbaum and Reiman, "Designing a Call Center with Impatient Customers" (M&SOM 4, 2002);
the integrals after Zeltyn and Mandelbaum, "Call centers with impatient customers" (Queueing Systems 51, 2005).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, isfinite, log

import numpy as np
from numpy.typing import NDArray

from idic.methods.staffing.errors import LoadUnusable, TargetUnusable
from idic.methods.staffing.load import MOST_AGENTS, Load, checked, checked_share, erlang_b, next_blocked

Floats = NDArray[np.float64]
_PANELS = 64
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
# exp(-45) is nothing beside 1
_NOTHING = 45.0


@dataclass(frozen=True, slots=True)
class Impatient:
    """Shares of all calls: `p_wait` wait, `p_abandon` hang up, `service_level` are answered within the target.
    `wait_s`: mean wait of all, `asa_s`: of those who are answered. `queue`: mean number waiting.
    """

    agents: int
    erlangs: float
    p_wait: float
    p_abandon: float
    service_level: float
    asa_s: float
    wait_s: float
    queue: float
    occupancy: float


def with_patience(load: Load, agents: int, *, target_s: float, patience_s: float) -> Impatient:
    """`patience_s`: the mean time that a caller would wait."""
    checked(agents, target_s)
    _checked_patience(patience_s)
    return _figures(load, agents, erlang_b(agents - 1, load.erlangs), target_s, patience_s)


def needed_with_patience(
    load: Load, *, share: float, target_s: float, patience_s: float, most_abandon: float = 1.0
) -> Impatient:
    """The fewest agents who answer `share` of all calls within `target_s` seconds and lose at most `most_abandon`."""
    checked(1, target_s)
    checked_share(share)
    _checked_patience(patience_s)
    if not 0 < most_abandon <= 1:
        raise TargetUnusable("The highest abandon rate lies above 0 and at most at 1.")
    # Agents serve at most one erlang each, so fewer than share x erlangs cannot do.
    agents = max(1, int(share * load.erlangs))
    blocked_one_fewer = erlang_b(agents - 1, load.erlangs)
    while agents <= MOST_AGENTS:
        found = _figures(load, agents, blocked_one_fewer, target_s, patience_s)
        if found.service_level >= share and found.p_abandon <= most_abandon:
            return found
        blocked_one_fewer = next_blocked(blocked_one_fewer, agents, load.erlangs)
        agents += 1
    raise TargetUnusable(f"Not even {MOST_AGENTS:,} agents reach that.")


def _figures(load: Load, agents: int, blocked_one_fewer: float, target_s: float, patience_s: float) -> Impatient:
    if load.calls == 0:
        return Impatient(agents, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0)
    arrivals, service, giving_up = load.calls / load.interval_s, agents / load.handling_s, 1 / patience_s

    def exponent(x: Floats | float) -> Floats:
        """Of the density of the wait that a caller who never gives up would have; concave in x."""
        return np.asarray(-arrivals * np.expm1(-giving_up * np.asarray(x)) / giving_up - service * np.asarray(x))

    peak = max(0.0, log(arrivals / service) / giving_up)
    top = float(exponent(peak))
    end = max(peak, 1 / service)
    while top - float(exponent(end)) < _NOTHING:
        end *= 1.5

    def total(of: Callable[[Floats], Floats], until: float) -> float:
        """The integral of `of` times the density, all divided by exp(top)."""
        cuts = np.unique(np.clip(np.concatenate((np.linspace(0, end, _PANELS + 1), [peak, until])), 0, until))
        half, middle = np.diff(cuts)[:, None] / 2, (cuts[1:] + cuts[:-1])[:, None] / 2
        x = middle + half * _NODES
        return float((half * _WEIGHTS * of(x) * np.exp(exponent(x) - top)).sum())

    def still_there(x: Floats) -> Floats:
        return np.exp(-giving_up * x)

    waiting = arrivals * total(np.ones_like, end)
    # 1 / B of one agent fewer: the weight of the states in which somebody is free.
    free = exp(-top) / blocked_one_fewer if blocked_one_fewer > 0 else inf
    whole = waiting + free
    if not isfinite(whole):
        return Impatient(agents, load.erlangs, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, load.erlangs / agents)
    served_late = arrivals * total(still_there, end) / whole
    p_abandon = max(0.0, waiting / whole - served_late)
    wait_of_answered = arrivals * total(lambda x: x * still_there(x), end) / whole
    wait_s = p_abandon * patience_s
    return Impatient(
        agents=agents,
        erlangs=load.erlangs,
        p_wait=waiting / whole,
        p_abandon=p_abandon,
        service_level=min(1.0, (free + arrivals * total(still_there, min(target_s, end))) / whole),
        asa_s=wait_of_answered / (1 - p_abandon),
        wait_s=wait_s,
        queue=arrivals * wait_s,
        occupancy=load.erlangs * (1 - p_abandon) / agents,
    )


def _checked_patience(patience_s: float) -> None:
    if not (isfinite(patience_s) and patience_s > 0):
        raise LoadUnusable("The patience must be a positive number of seconds.")
