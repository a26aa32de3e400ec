"""From purchases to customer summaries (x, t_x, T, m).

x     repeat purchase days in (0, T]; all purchases of one day are one purchase
t_x   time of the last purchase since the first one, 0 without a repeat
T     time from the first purchase to the end of calibration
m     mean net value of the repeat purchases (not of the first), nan without a repeat

Time is days / `unit_days` (7: weeks), never rounded. A day on which a customer only returned goods is no purchase day;
its money lowers m. A customer with returns only has no first purchase and is counted, not scored.

Source: Fader, Hardie and Lee, Marketing Science 24 (2005) 275-284, section on the data.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from idic.methods.clv.arrays import Flags, Floats, FloatsLike, Integers, floats, sums
from idic.methods.clv.errors import InvalidParameter, InvalidSummaries

Customers = npt.NDArray[np.int64] | npt.NDArray[np.str_] | npt.NDArray[np.object_]
Days = npt.NDArray[np.datetime64]

MISSING_DATE = "missing_date"
AMOUNT_NOT_A_NUMBER = "amount_not_a_number"
MISSING_CUSTOMER = "missing_customer"
NOT_FINITE = "not_finite"
X_NOT_WHOLE = "x_not_whole"
X_NEGATIVE = "x_negative"
T_NOT_POSITIVE = "T_not_positive"
T_X_OUT_OF_RANGE = "t_x_out_of_range"
REPEAT_WITHOUT_TIME = "x_positive_but_t_x_zero"
TIME_WITHOUT_REPEAT = "x_zero_but_t_x_positive"


@dataclass(frozen=True, slots=True)
class Faults:
    """Row numbers (from 0, in the order given) and one reason code each."""

    row: Integers
    reason: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return self.row.size


@dataclass(frozen=True, slots=True)
class Checked:
    """`accepted` marks usable rows; rows with T = 0 are counted in `excluded_last_day` and are no faults."""

    accepted: Flags
    faults: Faults
    excluded_last_day: int


@dataclass(frozen=True, slots=True)
class History:
    customer: Customers
    x: Floats
    t_x: Floats
    T: Floats
    m: Floats
    first_day: Days
    faults: Faults
    excluded_last_day: int
    excluded_refund_only: int
    excluded_not_yet_customers: int
    purchases_after_end: int


@dataclass(frozen=True, slots=True)
class Split:
    """The calibration history, and for its customers, in the same order, what the hold-out time brought."""

    calibration: History
    holdout_purchases: Floats
    holdout_spend: Floats
    holdout_time: float


def check(x: FloatsLike, t_x: FloatsLike, T: FloatsLike) -> Checked:
    """Sort rows into usable ones, faults with a reason, and customers acquired on the last day (T = 0)."""
    x, t_x, T = floats(x), floats(t_x), floats(T)
    rules: tuple[tuple[str, Flags], ...] = (
        (NOT_FINITE, ~(np.isfinite(x) & np.isfinite(t_x) & np.isfinite(T))),
        (X_NEGATIVE, x < 0),
        (X_NOT_WHOLE, x != np.floor(x)),
        (T_NOT_POSITIVE, T < 0),
        (REPEAT_WITHOUT_TIME, (x > 0) & (t_x == 0)),
        (TIME_WITHOUT_REPEAT, (x == 0) & (t_x != 0)),
        (T_X_OUT_OF_RANGE, (t_x < 0) | (t_x > T)),
    )
    good = np.ones(x.shape, dtype=np.bool_)
    first_broken = np.zeros(x.shape, dtype=np.int8)
    for number, (_, broken) in enumerate(rules):
        first_broken[good & broken] = number
        good &= ~broken
    last_day = good & (T == 0)
    faulty = np.flatnonzero(~good)
    codes = np.array([code for code, _ in rules])
    return Checked(
        accepted=good & ~last_day,
        faults=Faults(faulty.astype(np.int64), codes[first_broken[faulty]]),
        excluded_last_day=int(last_day.sum()),
    )


def require_valid(x: Floats, t_x: Floats, T: Floats) -> None:
    """Raise InvalidSummaries unless every row could enter a likelihood."""
    checked = check(x, t_x, T)
    if len(checked.faults):
        raise InvalidSummaries(int(checked.faults.row[0]), str(checked.faults.reason[0]), len(checked.faults))
    if checked.excluded_last_day:
        raise InvalidSummaries(int(np.flatnonzero(T == 0)[0]), T_NOT_POSITIVE, checked.excluded_last_day)


def build(
    customer: Customers,
    date: Days,
    amount: FloatsLike,
    *,
    calibration_end: np.datetime64,
    unit_days: float = 7.0,
) -> History:
    """Summaries of all customers whose first purchase is before `calibration_end`; that day still counts."""
    return _read(customer, date, amount, calibration_end, calibration_end, unit_days).calibration


def split(
    customer: Customers,
    date: Days,
    amount: FloatsLike,
    *,
    calibration_end: np.datetime64,
    observation_end: np.datetime64,
    unit_days: float = 7.0,
) -> Split:
    """`build`, and the purchase days and net spend of (calibration_end, observation_end]."""
    if not observation_end > calibration_end:
        length = (observation_end - calibration_end).astype("timedelta64[D]").astype(np.int64)
        raise InvalidParameter("the hold-out time in days", float(length), "greater than 0")
    return _read(customer, date, amount, calibration_end, observation_end, unit_days)


def _row_faults(customer: Customers, date: Days, amount: Floats) -> npt.NDArray[np.str_]:
    reason = np.full(date.shape, "", dtype="<U32")
    reason[~np.isfinite(amount)] = AMOUNT_NOT_A_NUMBER
    reason[np.isnat(date)] = MISSING_DATE
    if customer.dtype.kind == "O":
        reason[np.array([name is None or name == "" for name in customer], dtype=np.bool_)] = MISSING_CUSTOMER
    elif customer.dtype.kind == "U":
        reason[customer == ""] = MISSING_CUSTOMER
    return reason


def _read(
    customer: Customers,
    date: Days,
    amount: FloatsLike,
    calibration_end: np.datetime64,
    observation_end: np.datetime64,
    unit_days: float,
) -> Split:
    amounts = floats(amount)
    date = date.astype("datetime64[D]")
    reason = _row_faults(customer, date, amounts)
    good = reason == ""
    faulty = np.flatnonzero(~good)
    end = int(np.asarray(calibration_end, dtype="datetime64[D]").astype(np.int64))
    last = int(np.asarray(observation_end, dtype="datetime64[D]").astype(np.int64))
    day = date[good].astype(np.int64)
    seen = day <= last
    names, code = np.unique(customer[good][seen], return_inverse=True)
    daily = _Daily.of(code.astype(np.int64), day[seen], amounts[good][seen])

    n = names.size
    far = np.iinfo(np.int64).max
    first = np.full(n, far)
    bought = daily.bought
    np.minimum.at(first, daily.code[bought], daily.day[bought])
    since = daily.day - np.where(first == far, 0, first)[daily.code]
    known = first[daily.code] != far
    repeat = known & (since > 0) & (daily.day <= end)
    later = known & (daily.day > end)

    x = np.bincount(daily.code[repeat & bought], minlength=n).astype(np.float64)
    recent = np.zeros(n, dtype=np.int64)
    np.maximum.at(recent, daily.code[repeat & bought], since[repeat & bought])
    net = sums(daily.code[repeat], daily.amount[repeat], n)
    kept = first < end
    with np.errstate(invalid="ignore", divide="ignore"):
        m = np.where(x > 0, net / x, np.nan)
    history = History(
        customer=names[kept],
        x=x[kept],
        t_x=recent[kept] / unit_days,
        T=(end - first[kept]) / unit_days,
        m=m[kept],
        first_day=first[kept].astype("datetime64[D]"),
        faults=Faults(faulty.astype(np.int64), reason[faulty]),
        excluded_last_day=int((first == end).sum()),
        excluded_refund_only=int((first == far).sum()),
        excluded_not_yet_customers=int(((first > end) & (first != far)).sum()),
        purchases_after_end=int((day > end).sum()),
    )
    return Split(
        calibration=history,
        holdout_purchases=np.bincount(daily.code[later & bought], minlength=n).astype(np.float64)[kept],
        holdout_spend=sums(daily.code[later], daily.amount[later], n)[kept],
        holdout_time=(last - end) / unit_days,
    )


@dataclass(frozen=True, slots=True)
class _Daily:
    """One row per customer and day; `bought` is False when the day holds returns only."""

    code: Integers
    day: Integers
    amount: Floats
    bought: Flags

    @classmethod
    def of(cls, code: Integers, day: Integers, amount: Floats) -> "_Daily":
        if not code.size:
            return cls(code, day, amount, np.zeros(0, dtype=np.bool_))
        order = np.lexsort((day, code))
        code, day, amount = code[order], day[order], amount[order]
        new = np.r_[True, (np.diff(code) != 0) | (np.diff(day) != 0)]
        at = np.flatnonzero(new)
        return cls(code[at], day[at], np.add.reduceat(amount, at), np.maximum.reduceat(amount, at) >= 0)
