"""Customer tense at a date (current, past, future) and whether a competitor is the main supplier. Never typed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Cell = TypeVar("Cell", bound=np.generic)

CURRENT, PAST, FUTURE, UNCLASSIFIED = "current", "past", "future", "unclassified"
TENSES: tuple[str, ...] = (CURRENT, PAST, FUTURE, UNCLASSIFIED)
_TENSE_NAMES = np.array(TENSES, dtype=object)

# One value for all parties: what is made of such columns costs nothing per party.
_NO_DAY = np.array(np.datetime64("NaT", "D"))
_UNKNOWN = np.array(np.nan)

GAPS = 3.0
SHORTEST_LIMIT_DAYS = 90.0
LONGEST_LIMIT_DAYS = 730.0
LIMIT_WITHOUT_GAP_DAYS = 365.0
HALF = 0.5

NO_CONTACT = "no_contact"
PURCHASE_AFTER_AS_OF = "purchase_after_as_of"
NO_OWN_GAP = "no_own_gap"
_REASON_NAMES = np.array(["", NO_OWN_GAP, NO_CONTACT, PURCHASE_AFTER_AS_OF], dtype=object)


class TenseError(ValueError):
    """The tense cannot be derived; the message says what to change."""


class UnequalColumns(TenseError):
    pass


class LimitOutOfRange(TenseError):
    pass


class ShareOutOfRange(TenseError):
    pass


@dataclass(frozen=True, slots=True)
class Tenses:
    """One entry per party. `limit_days`: the inactivity limit that was used. `reason`: why unclassified, or
    "no_own_gap" where the stated limit stood in for three own gaps, else "". `competitor`: a flag beside the tense.
    `competitor_unknown`: a competitor is the main supplier but the share of wallet is not known. `code` counts into
    TENSES: a million numbers cost less than a million texts.
    """

    code: NDArray[np.int8]
    limit_days: NDArray[np.float64]
    reason_code: NDArray[np.int8]
    competitor: NDArray[np.bool_]
    competitor_unknown: NDArray[np.bool_]

    @property
    def tense(self) -> NDArray[np.object_]:
        return tense_names(self.code)

    @property
    def reason(self) -> NDArray[np.object_]:
        named: NDArray[np.object_] = _REASON_NAMES[self.reason_code]
        return named

    def counts(self) -> dict[str, int]:
        return dict(zip(TENSES, np.bincount(self.code, minlength=len(TENSES)).tolist(), strict=True))


def tense_names(code: NDArray[np.int8]) -> NDArray[np.object_]:
    named: NDArray[np.object_] = _TENSE_NAMES[code]
    return named


def inactivity_limit(
    median_gap_days: ArrayLike, *, limit_without_gap_days: float = LIMIT_WITHOUT_GAP_DAYS
) -> NDArray[np.float64]:
    """Three own median gaps, held between 90 and 730 days; NaN (fewer than two purchase days): the stated limit."""
    gap = np.asarray(median_gap_days, dtype=np.float64)
    if not SHORTEST_LIMIT_DAYS <= limit_without_gap_days <= LONGEST_LIMIT_DAYS or bool((gap < 0).any()):
        raise LimitOutOfRange("Gaps must not be negative and the limit without a gap must lie between 90 and 730 days.")
    limit: NDArray[np.float64] = np.where(
        np.isnan(gap), limit_without_gap_days, np.clip(GAPS * gap, SHORTEST_LIMIT_DAYS, LONGEST_LIMIT_DAYS)
    )
    return limit


def derive(
    last_purchase: ArrayLike,
    *,
    as_of: date,
    median_gap_days: ArrayLike | None = None,
    limit_days: ArrayLike | None = None,
    limit_without_gap_days: float = LIMIT_WITHOUT_GAP_DAYS,
    contractual: ArrayLike = False,
    contract_from: ArrayLike | None = None,
    contract_to: ArrayLike | None = None,
    has_interest: ArrayLike = False,
    competitor_is_main_supplier: ArrayLike = False,
    share_of_wallet: ArrayLike | None = None,
    competitor_from: ArrayLike | None = None,
    competitor_to: ArrayLike | None = None,
) -> Tenses:
    """Vectorised over parties; dates are datetime64[D], NaT = none (an interval without start is open at that end,
    but a contract exists only where `contract_from` is given).

    `limit_days` replaces the own-gap limit (a product line's setting); NaN there falls back to it. `contractual`
    parties are judged by the contract alone. A contract that has ended counts as a past purchase. `has_interest`: a
    lead, inquiry or open opportunity. Shares of wallet are 0..1.
    """
    bought = _days(last_purchase, None)
    shape = bought.shape
    if bought.ndim != 1:
        raise UnequalColumns("Pass one last purchase day per party.")
    today = np.datetime64(as_of, "D")

    gap = _floats(median_gap_days, shape)
    limit = inactivity_limit(gap, limit_without_gap_days=limit_without_gap_days)
    own = _floats(limit_days, shape)
    if bool((own < 0).any()):
        raise LimitOutOfRange("An inactivity limit must not be negative.")
    limit = np.where(np.isnan(own), limit, own)

    start, end = _days(contract_from, shape), _days(contract_to, shape)
    had_contract = ~np.isnat(start) & (start <= today)
    active = had_contract & (np.isnat(end) | (end >= today))
    by_contract = _flags(contractual, shape)
    interest = _flags(has_interest, shape)

    purchased = ~np.isnat(bought)
    ahead = purchased & (bought > today)
    age = np.where(purchased, (today - np.where(purchased, bought, today)).astype(np.float64), np.inf)
    recent = ~by_contract & purchased & (age <= limit)

    current = active | (recent & ~ahead)
    past = ~current & ((purchased & ~ahead) | had_contract)
    future = ~current & ~past & ~ahead & interest
    tense = np.full(shape, 3, dtype=np.int8)
    tense[current], tense[past], tense[future] = 0, 1, 2

    reason = np.zeros(shape, dtype=np.int8)
    reason[(current | past) & ~active & ~by_contract & np.isnan(gap) & np.isnan(own)] = 1
    open_case = ~(current | past | future)
    reason[open_case] = 2
    reason[ahead] = 3

    share = _floats(share_of_wallet, shape)
    if bool(((share < 0) | (share > 1)).any()):
        raise ShareOutOfRange("A share of wallet must lie between 0 and 1.")
    valid = _flags(competitor_is_main_supplier, shape) & _covers(
        _days(competitor_from, shape), _days(competitor_to, shape), today
    )
    return Tenses(
        code=tense,
        limit_days=_whole(limit, shape),
        reason_code=reason,
        competitor=_whole(valid & (share < HALF), shape),
        competitor_unknown=_whole(valid & np.isnan(share), shape),
    )


def _covers(start: NDArray[np.datetime64], end: NDArray[np.datetime64], day: np.datetime64) -> NDArray[np.bool_]:
    return (np.isnat(start) | (start <= day)) & (np.isnat(end) | (end >= day))


def _days(values: ArrayLike | None, shape: tuple[int, ...] | None) -> NDArray[np.datetime64]:
    if values is None:
        return _NO_DAY
    return _shaped(np.asarray(values, dtype="datetime64[D]"), shape)


def _floats(values: ArrayLike | None, shape: tuple[int, ...]) -> NDArray[np.float64]:
    return _UNKNOWN if values is None else _shaped(np.asarray(values, dtype=np.float64), shape)


def _flags(values: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    return _shaped(np.asarray(values, dtype=np.bool_), shape)


def _shaped(values: NDArray[Cell], shape: tuple[int, ...] | None) -> NDArray[Cell]:
    if shape is None or values.shape == shape:
        return values
    if values.ndim:
        raise UnequalColumns("The columns of the parties must have the same length.")
    return values


def _whole(values: NDArray[Cell], shape: tuple[int, ...]) -> NDArray[Cell]:
    return values if values.shape == shape else np.full(shape, values)
