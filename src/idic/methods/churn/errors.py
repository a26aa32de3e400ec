from __future__ import annotations


class ChurnError(ValueError):
    """Churn cannot be defined or counted as asked; the message says what to change."""


class FigureOutOfRange(ChurnError):
    pass


class ColumnsUnequal(ChurnError):
    pass


class TooFewGaps(ChurnError):
    """Without customers who came back nothing says after how long a silence one should worry."""

    def __init__(self, found: int, needed: int) -> None:
        self.found = found
        self.needed = needed
        super().__init__(f"Only {found} gaps between purchases are known; at least {needed} are needed for a window.")


class UnknownVersion(ChurnError):
    def __init__(self, version: object) -> None:
        super().__init__(f"The record has version {version}, which this program does not read.")
