from __future__ import annotations


class MetricError(ValueError):
    """The probabilities cannot be judged; the message says what to change."""


class ColumnsUnequal(MetricError):
    def __init__(self) -> None:
        super().__init__("Outcome and probability must be two columns of the same length, with at least one row.")


class OutcomeNotBinary(MetricError):
    def __init__(self) -> None:
        super().__init__("The outcome must be 0 or 1 in every row.")


class ProbabilityOutOfRange(MetricError):
    def __init__(self) -> None:
        super().__init__("A probability must lie between 0 and 1.")


class FigureOutOfRange(MetricError):
    pass
