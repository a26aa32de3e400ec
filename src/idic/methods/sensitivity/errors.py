from __future__ import annotations


class SensitivityError(ValueError):
    """The question cannot be answered from these rows; the message says what to change."""


class ColumnsUnequal(SensitivityError):
    pass


class PriceImpossible(SensitivityError):
    pass


class FigureOutOfRange(SensitivityError):
    pass


class ChangeImpossible(SensitivityError):
    def __init__(self, feature: str) -> None:
        self.feature = feature
        super().__init__(f"{feature!r} is a category: it can be set to a level, not added to or multiplied.")
