"""What moves a decision and by how much: drivers, prices, and what a model would say if something were different."""

from idic.methods.sensitivity.dependence import (
    Importance,
    PartialDependence,
    observed_range,
    partial_dependence,
    permutation_importance,
)
from idic.methods.sensitivity.drivers import Drivers, drivers
from idic.methods.sensitivity.errors import (
    ChangeImpossible,
    ColumnsUnequal,
    FigureOutOfRange,
    PriceImpossible,
    SensitivityError,
)
from idic.methods.sensitivity.price import (
    DEMAND_DOES_NOT_FALL,
    OUTSIDE_ASKED_PRICES,
    Optimum,
    PriceResponse,
    price_response,
)
from idic.methods.sensitivity.what_if import Change, WhatIf, what_if

__all__ = [
    "DEMAND_DOES_NOT_FALL",
    "OUTSIDE_ASKED_PRICES",
    "Change",
    "ChangeImpossible",
    "ColumnsUnequal",
    "Drivers",
    "FigureOutOfRange",
    "Importance",
    "Optimum",
    "PartialDependence",
    "PriceImpossible",
    "PriceResponse",
    "SensitivityError",
    "WhatIf",
    "drivers",
    "observed_range",
    "partial_dependence",
    "permutation_importance",
    "price_response",
    "what_if",
]
