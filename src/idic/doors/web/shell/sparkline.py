from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 100.0, 32.0, 2.0


@dataclass(frozen=True)
class Sparkline:
    """SVG point lists in a box of 100 by 32; a flat series lies in the middle."""

    line: str
    area: str


def sparkline(values: Sequence[int | float | Decimal]) -> Sparkline | None:
    """None for fewer than two values: one point shows no course."""
    if len(values) < 2:
        return None
    numbers = [float(value) for value in values]
    low, high = min(numbers), max(numbers)
    span = high - low
    step = WIDTH / (len(numbers) - 1)
    points = []
    for position, value in enumerate(numbers):
        share = (value - low) / span if span else 0.5
        points.append(f"{position * step:.2f},{HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN):.2f}")
    line = " ".join(points)
    return Sparkline(line, f"0,{HEIGHT:.0f} {line} {WIDTH:.0f},{HEIGHT:.0f}")
