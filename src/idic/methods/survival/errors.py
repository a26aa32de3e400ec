from __future__ import annotations


class SurvivalError(ValueError):
    """The durations cannot be used; the message says what to change."""


class ColumnsUnequal(SurvivalError):
    pass


class DurationImpossible(SurvivalError):
    pass


class NothingHappened(SurvivalError):
    def __init__(self) -> None:
        super().__init__("Nobody left in the time observed, so nothing can be compared.")


class OneGroupOnly(SurvivalError):
    def __init__(self) -> None:
        super().__init__("A comparison needs at least two groups.")


class ColumnsDependent(SurvivalError):
    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(f"The column {column!r} is constant or a sum of others. Leave it out.")


class NotConverged(SurvivalError):
    def __init__(self) -> None:
        super().__init__("No finite effect fits: some column tells exactly who leaves first. Leave columns out.")


class FigureOutOfRange(SurvivalError):
    pass
