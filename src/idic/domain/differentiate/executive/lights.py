"""Green, amber or red: a figure held against its target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    #: no target, or no figure
    NONE = "none"


@dataclass(frozen=True)
class Judged:
    """`distance` is the share of the target by which the figure is off, negative on the wrong side of it."""

    light: Light
    distance: float | None = None


def judge(value: float | None, target: float | None, *, tolerance: float, more_is_better: bool) -> Judged:
    """Reaching the target exactly is green; off by the tolerance exactly is amber."""
    if value is None or target is None:
        return Judged(Light.NONE)
    gap = value - target if more_is_better else target - value
    if gap >= 0:
        return Judged(Light.GREEN, gap / abs(target) if target else None)
    if not target:
        return Judged(Light.RED)
    distance = gap / abs(target)
    return Judged(Light.AMBER if -distance <= tolerance + 1e-12 else Light.RED, distance)
