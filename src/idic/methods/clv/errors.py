"""Refusals of the lifetime-value methods; `code` is stable, the wording is for the log and the command line."""


class ClvError(ValueError):
    code = "clv_error"


class InvalidSummaries(ClvError):
    """Rows that break the rules of (x, t_x, T); `history.check` sorts them out beforehand."""

    code = "invalid_summaries"

    def __init__(self, row: int, reason: str, count: int) -> None:
        self.row = row
        self.reason = reason
        self.count = count
        super().__init__(f"{count} customer summaries cannot be used; the first is row {row}: {reason}.")


class InvalidParameter(ClvError):
    code = "invalid_parameter"

    def __init__(self, name: str, value: float, rule: str) -> None:
        self.name = name
        self.value = value
        self.rule = rule
        super().__init__(f"{name} is {value}, but it must be {rule}.")


class TooFewRepeatCustomers(ClvError):
    """The caller shows RFM instead and says why."""

    code = "too_few_repeat_customers"

    def __init__(self, found: int, needed: int) -> None:
        self.found = found
        self.needed = needed
        super().__init__(
            f"Only {found} customers bought more than once; at least {needed} are needed for a value forecast. "
            "Use recency, frequency and money instead."
        )


class NoRepeatPurchases(ClvError):
    code = "no_repeat_purchases"

    def __init__(self) -> None:
        super().__init__("No customer bought more than once, so no rate of buying can be estimated.")


class HorizonRequired(ClvError):
    """Without discounting, expected purchases over an endless future have no finite sum when s <= 1."""

    code = "horizon_required"

    def __init__(self) -> None:
        super().__init__("The sum over an endless future is infinite without a discount rate; give a horizon.")


class MissingColumn(ClvError):
    code = "missing_column"

    def __init__(self, column: str, found: tuple[str, ...]) -> None:
        self.column = column
        self.found = found
        super().__init__(f"The table has no column {column}; it has: {', '.join(found)}.")
