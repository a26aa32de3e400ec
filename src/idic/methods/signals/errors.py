from __future__ import annotations


class SignalError(ValueError):
    """The signal cannot be computed; the message says what to change."""


class ColumnsUnequal(SignalError):
    pass


class ActivityImpossible(SignalError):
    pass


class FigureOutOfRange(SignalError):
    pass
