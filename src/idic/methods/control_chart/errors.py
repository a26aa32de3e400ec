"""
ControlChartError
├── BaselineTooShort   limits need more points
├── FigureUnusable     a value is missing, or no count, or larger than what it is counted of
└── UnknownRule        a rule that is not in RULES
"""

from __future__ import annotations


class ControlChartError(ValueError):
    """The chart cannot be drawn; the message says what to change."""


class BaselineTooShort(ControlChartError):
    def __init__(self, points: int, fewest: int) -> None:
        self.points, self.fewest = points, fewest
        super().__init__(f"Limits need at least {fewest} points of baseline; there are {points}.")


class FigureUnusable(ControlChartError):
    pass


class UnknownRule(ControlChartError):
    pass
