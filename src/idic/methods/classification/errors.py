from __future__ import annotations

from collections.abc import Sequence


class ClassificationError(ValueError):
    """The outcome cannot be learned or scored as asked; the message says what to change."""

    code = "classification_error"


class ColumnsUnequal(ClassificationError):
    code = "columns_unequal"


class FeatureMissing(ClassificationError):
    code = "feature_missing"

    def __init__(self, feature: str, present: Sequence[str]) -> None:
        self.feature = feature
        self.present = tuple(present)
        super().__init__(f"The feature {feature!r} is missing; there are: {', '.join(present)}.")


class FeatureNotUsable(ClassificationError):
    code = "feature_not_usable"

    def __init__(self, feature: str, rule: str) -> None:
        self.feature = feature
        super().__init__(f"The feature {feature!r} cannot be used: {rule}.")


class OutcomeNotBinary(ClassificationError):
    code = "outcome_not_binary"


class OneClassOnly(ClassificationError):
    code = "one_class"

    def __init__(self) -> None:
        super().__init__("Every row has the same outcome, so nothing can be learned from it.")


class TooFewEvents(ClassificationError):
    code = "too_few_events"

    def __init__(self, found: int, needed: int) -> None:
        self.found = found
        self.needed = needed
        super().__init__(f"Only {found} rows have the rarer outcome; at least {needed} are needed.")


class NothingToLearnFrom(ClassificationError):
    code = "no_feature"

    def __init__(self) -> None:
        super().__init__("No feature differs between the rows, so none can tell them apart.")


class FigureOutOfRange(ClassificationError):
    code = "figure_out_of_range"
