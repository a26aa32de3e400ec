"""Value tiers on actual and strategic value (Peppers & Rogers), each customer in one; and the curve of value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.rfm import Warned

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
MvcRule = Literal["top_share", "cumulative_value"]

SUPER_GROWTH = "super_growth"
MOST_VALUABLE = "most_valuable"
MOST_GROWABLE = "most_growable"
BELOW_ZERO = "below_zero"
MIGRATOR = "migrator"
LOW_MAINTENANCE = "low_maintenance"
TIERS: tuple[str, ...] = (SUPER_GROWTH, MOST_VALUABLE, MOST_GROWABLE, BELOW_ZERO, MIGRATOR, LOW_MAINTENANCE)

STRATEGIC_VALUE_UNKNOWN = "strategic_value_unknown"
ACTUAL_VALUE_UNKNOWN = "actual_value_unknown"
TOTAL_NOT_POSITIVE = "total_not_positive"


class TierError(ValueError):
    """The tiers cannot be assigned; the message says what to change."""


class UnequalLengths(TierError):
    pass


class InfiniteValue(TierError):
    pass


class ShareOutOfRange(TierError):
    pass


class UnknownRule(TierError):
    pass


@dataclass(frozen=True, slots=True)
class TierAssignments:
    """One entry per input row. `tier`: one of TIERS, "" only where the actual value is unknown. `reason`: "" or why a
    test could not be decided. `value_floor`, `growth_floor`: the smallest actual value and the smallest growth that
    passed, None when nobody did.
    """

    tier: NDArray[np.object_]
    reason: NDArray[np.object_]
    value_floor: float | None
    growth_floor: float | None
    warnings: tuple[Warned, ...]

    def counts(self) -> dict[str, int]:
        return {tier: int((self.tier == tier).sum()) for tier in TIERS}


def assign(
    actual_value: ArrayLike,
    strategic_value: ArrayLike | None = None,
    *,
    mvc_rule: MvcRule = "top_share",
    mvc_share: float = 0.10,
    mvc_cumulative: float = 0.50,
    mgc_share: float = 0.10,
) -> TierAssignments:
    """Tests in the order of TIERS; values in one currency, NaN or None = unknown.

    Top share: fewer than the stated share of customers are strictly better, so equal values never part; only positive
    value and positive growth qualify. Cumulative: the running total, largest first and equal values together, stays
    within the stated share of the whole. Growth = strategic - actual; its share is taken where it is known.
    An unknown strategic value leaves every test on it undecided: nobody is called growable or below zero on it, so a
    negative actual value then reads as migrator, with the reason.
    """
    value = np.asarray(actual_value, dtype=np.float64)
    potential = np.full(value.shape, np.nan) if strategic_value is None else np.asarray(strategic_value, np.float64)
    if value.ndim != 1 or value.shape != potential.shape:
        raise UnequalLengths("Actual and strategic value must be two columns of the same length.")
    if np.isinf(value).any() or np.isinf(potential).any():
        raise InfiniteValue("A value must be a finite number or missing.")
    if not all(0 < share <= 1 for share in (mvc_share, mvc_cumulative, mgc_share)):
        raise ShareOutOfRange("The shares of the tier rules must lie above 0 and at most at 1.")
    if mvc_rule not in get_args(MvcRule):
        raise UnknownRule(f"Choose the rule for the most valuable from {get_args(MvcRule)}, not {mvc_rule!r}.")

    known = ~np.isnan(value)
    decided = known & ~np.isnan(potential)
    growth = np.where(decided, potential - value, np.nan)
    if mvc_rule == "top_share":
        valuable = _top_share(value, known, mvc_share)
    else:
        valuable = _top_cumulative(value, known, mvc_cumulative)
    growable = _top_share(growth, decided, mgc_share)
    negative = known & (value < 0)

    tier = np.select(
        [
            valuable & growable,
            valuable,
            growable,
            negative & decided & (potential <= 0),
            negative,
            known,
        ],
        list(TIERS),
        default="",
    ).astype(object)
    reason = np.full(value.shape, "", dtype=object)
    reason[known & ~decided] = STRATEGIC_VALUE_UNKNOWN
    reason[~known] = ACTUAL_VALUE_UNKNOWN

    counted = (
        (ACTUAL_VALUE_UNKNOWN, int((~known).sum())),
        (STRATEGIC_VALUE_UNKNOWN, int((known & ~decided).sum())),
        ("strategic_below_actual", int((growth < 0).sum())),
        ("ties_widen_most_valuable", _excess(valuable, known, mvc_share) if mvc_rule == "top_share" else 0),
        ("ties_widen_most_growable", _excess(growable, decided, mgc_share)),
    )
    return TierAssignments(
        tier=tier,
        reason=reason,
        value_floor=float(value[valuable].min()) if valuable.any() else None,
        growth_floor=float(growth[growable].min()) if growable.any() else None,
        warnings=tuple(Warned(code, count) for code, count in counted if count),
    )


def strategic_value(actual_value: ArrayLike, share_of_wallet: ArrayLike, attainable_share: ArrayLike) -> Floats:
    """actual / share of wallet x attainable share (shares 0..1); unknown where the share of wallet is unknown or 0."""
    value, share, attainable = (
        np.asarray(part, dtype=np.float64) for part in (actual_value, share_of_wallet, attainable_share)
    )
    if any(bool(((part < 0) | (part > 1)).any()) for part in (share, attainable)):
        raise ShareOutOfRange("Shares of wallet must lie between 0 and 1.")
    result: Floats = value / np.where(share > 0, share, np.nan) * attainable
    return result


@dataclass(frozen=True, slots=True)
class ValueCurve:
    """Customers by descending value: share of customers against running total and its share of the whole.

    Starts at (0, 0). With customers below zero the share climbs over 1 and falls back to it (the "whale curve");
    `peak_*` is its top. Shares are NaN, with the reason, where the total is not positive.
    """

    customer_share: Floats
    running_total: Floats
    value_share: Floats
    peak_customer_share: float
    peak_value_share: float
    reason: str


def value_curve(actual_value: ArrayLike) -> ValueCurve:
    value = np.asarray(actual_value, dtype=np.float64)
    value = -np.sort(-value[~np.isnan(value)])
    running = np.concatenate(([0.0], np.cumsum(value)))
    customers = np.arange(running.size) / max(value.size, 1)
    total = float(running[-1])
    share = running / total if total > 0 else np.full(running.size, np.nan)
    peak = int(np.argmax(running))
    return ValueCurve(
        customer_share=customers,
        running_total=running,
        value_share=share,
        peak_customer_share=float(customers[peak]),
        peak_value_share=float(share[peak]),
        reason="" if total > 0 else TOTAL_NOT_POSITIVE,
    )


def _top_share(values: Floats, among: Flags, share: float) -> Flags:
    n = int(among.sum())
    # 0.1 x 30 is a hair above 3 in binary: without the allowance a fourth customer would slip in.
    places = int(np.ceil(share * n - 1e-9))
    if not places:
        return np.zeros(values.shape, dtype=np.bool_)
    # fewer than `places` are better than this one, and than whoever has as much
    floor = np.partition(values[among], n - places)[n - places]
    passed: Flags = among & (values > 0) & (values >= floor)
    return passed


def _top_cumulative(values: Floats, among: Flags, share: float) -> Flags:
    ordered = -np.sort(-values[among])
    running = np.cumsum(ordered)
    if not ordered.size or running[-1] <= 0:
        return np.zeros(values.shape, dtype=np.bool_)
    with_ties = running[np.searchsorted(-ordered, -values, side="right") - 1]
    passed: Flags = among & (values > 0) & (with_ties <= share * running[-1] * (1 + 1e-12))
    return passed


def _excess(passed: Flags, among: Flags, share: float) -> int:
    return max(0, int(passed.sum()) - int(np.ceil(share * int(among.sum()) - 1e-9)))
