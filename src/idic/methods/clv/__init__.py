"""Customer lifetime value: how often a customer will come back, what they will spend, what that is worth today.

Times are in one unit throughout (weeks, unless the caller says otherwise), money in one currency.
"""

from idic.methods.clv import (
    bgbb,
    bgnbd,
    gamma_gamma,
    groups,
    history,
    lifetime,
    mbgnbd,
    pareto_nbd,
    sbg,
    table,
    uncertainty,
    validation,
)
from idic.methods.clv.errors import (
    ClvError,
    HorizonRequired,
    InvalidParameter,
    InvalidSummaries,
    MissingColumn,
    NoRepeatPurchases,
    TooFewRepeatCustomers,
)

__all__ = [
    "ClvError",
    "HorizonRequired",
    "InvalidParameter",
    "InvalidSummaries",
    "MissingColumn",
    "NoRepeatPurchases",
    "TooFewRepeatCustomers",
    "bgbb",
    "bgnbd",
    "gamma_gamma",
    "groups",
    "history",
    "lifetime",
    "mbgnbd",
    "pareto_nbd",
    "sbg",
    "table",
    "uncertainty",
    "validation",
]
