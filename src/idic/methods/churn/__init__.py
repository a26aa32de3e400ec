"""Who counts as lost, how many are, and whether a forecast of it is honest about time."""

from idic.methods.churn.definition import VOLUNTARY_REASONS, Definition, Scheme, schemes_before
from idic.methods.churn.errors import ChurnError, ColumnsUnequal, FigureOutOfRange, TooFewGaps, UnknownVersion
from idic.methods.churn.gaps import GapWindow, gap_window
from idic.methods.churn.labels import CAUSES, contract_labels, p_alive_labels, silence_labels
from idic.methods.churn.leakage import Leak, leaks
from idic.methods.churn.rates import (
    PeriodChurn,
    RevenueChurn,
    annual_from_monthly,
    period_churn,
    period_churn_of,
    revenue_churn,
)
from idic.methods.churn.record import Exclusion, RunRecord

__all__ = [
    "CAUSES",
    "VOLUNTARY_REASONS",
    "ChurnError",
    "ColumnsUnequal",
    "Definition",
    "Exclusion",
    "FigureOutOfRange",
    "GapWindow",
    "Leak",
    "PeriodChurn",
    "RevenueChurn",
    "RunRecord",
    "Scheme",
    "TooFewGaps",
    "UnknownVersion",
    "annual_from_monthly",
    "contract_labels",
    "gap_window",
    "leaks",
    "p_alive_labels",
    "period_churn",
    "period_churn_of",
    "revenue_churn",
    "schemes_before",
    "silence_labels",
]
