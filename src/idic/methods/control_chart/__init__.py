"""Control charts: is a figure still the figure of its baseline, or has something changed?

Limits come from a baseline and are frozen with it; later points are held against them and never move them.
"""

from idic.methods.control_chart.errors import BaselineTooShort, ControlChartError, FigureUnusable, UnknownRule
from idic.methods.control_chart.individuals import IndividualsLimits, individuals, individuals_limits
from idic.methods.control_chart.rates import RateKind, RateLimits, rates, rates_limits
from idic.methods.control_chart.rules import NELSON, RULES, WESTERN_ELECTRIC, Chart, RuleName, Signal, signals

__all__ = [
    "NELSON",
    "RULES",
    "WESTERN_ELECTRIC",
    "BaselineTooShort",
    "Chart",
    "ControlChartError",
    "FigureUnusable",
    "IndividualsLimits",
    "RateKind",
    "RateLimits",
    "RuleName",
    "Signal",
    "UnknownRule",
    "individuals",
    "individuals_limits",
    "rates",
    "rates_limits",
    "signals",
]
