"""
PathError
├── PathsUnequal      columns of different length, or a figure that is out of its range
└── TooManyPatterns   more patterns than are of use to anybody: raise the minimum support
"""

from __future__ import annotations


class PathError(ValueError):
    """The paths cannot be read; the message says what to change."""


class PathsUnequal(PathError):
    pass


class TooManyPatterns(PathError):
    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"More than {most:,} patterns reach the minimum support; raise it.")
