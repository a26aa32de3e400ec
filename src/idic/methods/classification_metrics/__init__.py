"""Figures by which probabilities of a yes-or-no outcome are judged. "Leaver": a row with outcome 1."""

from idic.methods.classification_metrics.agreement import (
    Bin,
    HosmerLemeshow,
    InTheLarge,
    equal_count,
    equal_width,
    expected_calibration_error,
    in_the_large,
)
from idic.methods.classification_metrics.cuts import Confusion, ProfitCut, confusion, profit_cut
from idic.methods.classification_metrics.errors import (
    ColumnsUnequal,
    FigureOutOfRange,
    MetricError,
    OutcomeNotBinary,
    ProbabilityOutOfRange,
)
from idic.methods.classification_metrics.lift import Part, lift_at
from idic.methods.classification_metrics.metrics import NOBODY_LEFT, ONE_CLASS, TOO_FEW_GROUPS, Metrics, measure
from idic.methods.classification_metrics.ranking import Curve, Interval, auc, gain_curve, roc_curve

__all__ = [
    "NOBODY_LEFT",
    "ONE_CLASS",
    "TOO_FEW_GROUPS",
    "Bin",
    "ColumnsUnequal",
    "Confusion",
    "Curve",
    "FigureOutOfRange",
    "HosmerLemeshow",
    "InTheLarge",
    "Interval",
    "MetricError",
    "Metrics",
    "OutcomeNotBinary",
    "Part",
    "ProbabilityOutOfRange",
    "ProfitCut",
    "auc",
    "confusion",
    "equal_count",
    "equal_width",
    "expected_calibration_error",
    "gain_curve",
    "in_the_large",
    "lift_at",
    "measure",
    "profit_cut",
    "roc_curve",
]
