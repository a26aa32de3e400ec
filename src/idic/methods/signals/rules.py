"""Named warnings before a customer leaves. Each is a yes or no per customer; what is not known is no warning."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

FALLING_FREQUENCY = "falling_frequency"
FALLING_ACTIVITY = "falling_activity"
COMPLAINT_OVERDUE = "complaint_overdue"
DETRACTOR = "detractor"
PAYMENT_FAILED = "payment_failed"
CALLS_RISING = "calls_rising"
COMPETITOR_USED = "competitor_used"
CONTRACT_ENDING = "contract_ending"

SIGNALS = (
    FALLING_FREQUENCY, FALLING_ACTIVITY, COMPLAINT_OVERDUE, DETRACTOR, PAYMENT_FAILED, CALLS_RISING, COMPETITOR_USED,
    CONTRACT_ENDING,
)  # fmt: skip
"""`falling_activity` is the alarm of `cusum`; the others are functions of this module."""


def falling_frequency(last_90: ArrayLike, previous_90: ArrayLike, *, below: float = 0.5) -> Flags:
    """Purchases (or visits) of the last 90 days over those of the 90 before; none before: no warning."""
    now, before = _floats(last_90), _floats(previous_90)
    return np.asarray((before > 0) & (now < below * before), dtype=np.bool_)


def complaint_overdue(open_hours: ArrayLike, allowed_hours: ArrayLike) -> Flags:
    """The oldest unresolved complaint is open longer than the standard allows; missing: none is open."""
    return np.asarray(_floats(open_hours) > _floats(allowed_hours), dtype=np.bool_)


def detractor(recommendation: ArrayLike) -> Flags:
    """0 to 6 on the last 0 to 10 question "would you recommend us"."""
    return np.asarray(_floats(recommendation) <= 6, dtype=np.bool_)


def payment_failed(failures: ArrayLike) -> Flags:
    """At least one failed payment in the window."""
    return np.asarray(_floats(failures) > 0, dtype=np.bool_)


def calls_rising(last_90: ArrayLike, previous_90: ArrayLike, *, above: float = 1.5, at_least: int = 2) -> Flags:
    """Calls for help: more than 1.5 times those of the 90 days before, and no fewer than two."""
    now, before = _floats(last_90), _floats(previous_90)
    return np.asarray((now >= at_least) & (now > above * np.nan_to_num(before)), dtype=np.bool_)


def competitor_used(flag: ArrayLike) -> Flags:
    return np.asarray(_floats(flag) > 0, dtype=np.bool_)


def contract_ending(days_left: ArrayLike, *, within: int = 60) -> Flags:
    """The contract runs out within 60 days; already over is another matter."""
    left = _floats(days_left)
    return np.asarray((left >= 0) & (left <= within), dtype=np.bool_)


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)
