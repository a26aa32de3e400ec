"""Time until a customer leaves, when most have not left yet: shares over time, comparisons, causes."""

from idic.methods.survival.cox import CoxModel, cox
from idic.methods.survival.errors import (
    ColumnsDependent,
    ColumnsUnequal,
    DurationImpossible,
    FigureOutOfRange,
    NotConverged,
    NothingHappened,
    OneGroupOnly,
    SurvivalError,
)
from idic.methods.survival.kaplan_meier import EVERYBODY_LEFT_EARLY, SurvivalCurve, kaplan_meier
from idic.methods.survival.log_rank import LogRank, log_rank

__all__ = [
    "EVERYBODY_LEFT_EARLY",
    "ColumnsDependent",
    "ColumnsUnequal",
    "CoxModel",
    "DurationImpossible",
    "FigureOutOfRange",
    "LogRank",
    "NotConverged",
    "NothingHappened",
    "OneGroupOnly",
    "SurvivalCurve",
    "SurvivalError",
    "cox",
    "kaplan_meier",
    "log_rank",
]
