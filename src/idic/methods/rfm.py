"""Recency, frequency, monetary value: scores 1 (worst) to 5 (best).

Sources: the independent and nested schemes follow Hughes, "Strategic Database Marketing"; named groups are a table on
(R, mean of F and M), in common use, here made to cover each of the 125 codes exactly once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

Scheme = Literal["independent", "nested", "fixed"]
Ties = Literal["min", "mid", "max"]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BEST = 5
FEWEST = 5


class RfmError(ValueError):
    """The request cannot be scored; the message says what to change."""


class UnequalLengths(RfmError):
    pass


class UnknownScheme(RfmError):
    pass


class BreakpointsNeeded(RfmError):
    pass


class BreakpointsNotAscending(RfmError):
    pass


class CustomerIdsNeeded(RfmError):
    """The nested scheme breaks ties by customer id; the row order must not decide a score."""


class GroupsDoNotPartition(RfmError):
    def __init__(self, uncovered: Sequence[int], repeated: Sequence[int]) -> None:
        self.uncovered = tuple(uncovered)
        self.repeated = tuple(repeated)
        super().__init__(
            f"Named groups must cover each of the 125 codes once; not covered: {list(uncovered)}, "
            f"covered more than once: {list(repeated)}."
        )


class FigureOutOfRange(RfmError):
    pass


@dataclass(frozen=True, slots=True)
class Warned:
    """A reason code (worded by the caller) and how many customers it concerns."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """Four ascending limits each. `recency_days`: up to the first is 5, above the last is 1.

    `frequency`, `monetary`: below the first is 1, at or above the last is 5. Stored with the run, they make two dates
    comparable.
    """

    recency_days: tuple[float, float, float, float]
    frequency: tuple[float, float, float, float]
    monetary: tuple[float, float, float, float]

    def __post_init__(self) -> None:
        for name in ("recency_days", "frequency", "monetary"):
            limits = np.asarray(getattr(self, name), dtype=np.float64)
            if limits.shape != (4,) or not np.isfinite(limits).all() or not (np.diff(limits) > 0).all():
                raise BreakpointsNotAscending(f"The breakpoints of {name} must be four ascending numbers.")


@dataclass(frozen=True, slots=True)
class GroupRule:
    """R between `r_low` and `r_high`, and F + M between `fm_low` and `fm_high` (twice the mean), both ends included."""

    code: str
    r_low: int
    r_high: int
    fm_low: int
    fm_high: int


GROUP_RULES: tuple[GroupRule, ...] = (
    GroupRule("champions", 4, 5, 9, 10),
    GroupRule("loyal", 4, 5, 7, 8),
    GroupRule("loyal", 3, 3, 7, 10),
    GroupRule("potential_loyalist", 4, 5, 4, 6),
    GroupRule("new", 5, 5, 2, 3),
    GroupRule("promising", 4, 4, 2, 3),
    GroupRule("need_attention", 3, 3, 5, 6),
    GroupRule("about_to_sleep", 3, 3, 2, 4),
    GroupRule("cannot_lose", 1, 1, 9, 10),
    GroupRule("at_risk", 1, 1, 8, 8),
    GroupRule("at_risk", 2, 2, 8, 10),
    GroupRule("hibernating", 1, 1, 5, 7),
    GroupRule("hibernating", 2, 2, 2, 7),
    GroupRule("lost", 1, 1, 2, 4),
)
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(rule.code for rule in GROUP_RULES))


@dataclass(frozen=True, slots=True)
class RfmScores:
    """One entry per input row, in input order.

    `r`, `f`, `m`: 1..5, or 0 = not scored. `code`: 100 r + 10 f + m, or 0. `group`: a code of the group table, or "".
    """

    r: NDArray[np.int8]
    f: NDArray[np.int8]
    m: NDArray[np.int8]
    code: NDArray[np.int16]
    group: NDArray[np.object_]
    warnings: tuple[Warned, ...]


def score(
    recency_days: ArrayLike,
    frequency: ArrayLike,
    monetary: ArrayLike,
    *,
    scheme: Scheme = "independent",
    ties: Ties = "min",
    breakpoints: Breakpoints | None = None,
    customer_ids: ArrayLike | None = None,
    group_rules: Sequence[GroupRule] = GROUP_RULES,
) -> RfmScores:
    """Scores each customer against all scored customers of the call.

    recency_days: whole days from the last order to `as_of` (NaN: no order); frequency: orders in the window;
    monetary: net amount, may be negative. Not scored, each with its warning: no order, an unknown amount, an order
    later than `as_of` (negative recency).
    """
    days, orders, amount = (np.asarray(values, dtype=np.float64) for values in (recency_days, frequency, monetary))
    if days.ndim != 1 or not days.shape == orders.shape == amount.shape:
        raise UnequalLengths("Recency, frequency and monetary value must be three columns of the same length.")
    if scheme not in get_args(Scheme) or ties not in get_args(Ties):
        raise UnknownScheme(
            f"Choose a scheme of {get_args(Scheme)} and ties of {get_args(Ties)}, not {scheme!r}, {ties!r}."
        )
    scored, warnings = _scorable(days, orders, amount)
    days, orders, amount = days[scored], orders[scored], amount[scored]

    if scheme == "fixed":
        if breakpoints is None:
            raise BreakpointsNeeded("The fixed scheme needs breakpoints.")
        r = BEST - np.searchsorted(breakpoints.recency_days, days, side="left")
        f = 1 + np.searchsorted(breakpoints.frequency, orders, side="right")
        m = 1 + np.searchsorted(breakpoints.monetary, amount, side="right")
    else:
        if 0 < days.size < FEWEST:
            warnings.append(Warned("too_few", days.size))
        if scheme == "nested":
            if customer_ids is None:
                raise CustomerIdsNeeded("The nested scheme breaks ties by customer id: pass customer_ids.")
            ids = np.asarray(customer_ids)
            if ids.shape != scored.shape:
                raise UnequalLengths("customer_ids must have one entry per customer.")
            r, f, m = _nested(-days, orders, amount, ids[scored])
        else:
            r, f, m = (quintile(values, ties=ties) for values in (-days, orders, amount))
            warnings += [
                Warned(f"all_tied_{name}", values.size)
                for name, values in (("recency", days), ("frequency", orders), ("monetary", amount))
                if values.size > 1 and values.min() == values.max()
            ]
    return _scores(scored, r, f, m, group_rules, warnings)


def quintile(values: Floats, *, ties: Ties = "min") -> Ints:
    """1..5 with 5 the largest; tied values always share a score. Integer arithmetic, so no rounding decides a score."""
    n = values.size
    worse, not_better = _worse_and_not_better(values)
    if ties == "min":
        return 1 + BEST * worse // n if n else worse
    if ties == "mid":
        return np.minimum(BEST, 1 + BEST * (worse + not_better) // (2 * n)) if n else worse
    return -(-BEST * not_better // n) if n else worse


def _worse_and_not_better(values: Floats) -> tuple[Ints, Ints]:
    """How many values are smaller than each, and how many are not larger. A look-up of each value among a million in order
    takes many times longer than this."""
    order = np.argsort(values)
    ordered = values[order]
    starts = np.flatnonzero(np.concatenate([np.ones(min(values.size, 1), np.bool_), ordered[1:] != ordered[:-1]]))
    ends = np.append(starts[1:], values.size) if starts.size else starts
    worse, not_better = np.empty(values.size, np.int64), np.empty(values.size, np.int64)
    worse[order], not_better[order] = np.repeat(starts, ends - starts), np.repeat(ends, ends - starts)
    return worse, not_better


def group_of_code(rules: Sequence[GroupRule] = GROUP_RULES) -> dict[int, str]:
    """Code (111..555) to group; refuses a table that leaves out or repeats a code."""
    found: dict[int, str] = {}
    uncovered: list[int] = []
    repeated: list[int] = []
    for r in range(1, 6):
        for f in range(1, 6):
            for m in range(1, 6):
                code = 100 * r + 10 * f + m
                hits = [
                    rule.code
                    for rule in rules
                    if rule.r_low <= r <= rule.r_high and rule.fm_low <= f + m <= rule.fm_high
                ]
                if not hits:
                    uncovered.append(code)
                elif len(hits) > 1:
                    repeated.append(code)
                else:
                    found[code] = hits[0]
    if uncovered or repeated:
        raise GroupsDoNotPartition(uncovered, repeated)
    return found


def break_even_rate(cost_per_contact: float, margin_per_response: float) -> float:
    """The response rate at which a contact pays for itself (0.55 / 40 = 0.01375)."""
    if not (cost_per_contact >= 0 and margin_per_response > 0):
        raise FigureOutOfRange("The cost per contact must be 0 or more and the margin per response above 0.")
    return cost_per_contact / margin_per_response


def cell_index(response_rate: float, break_even: float) -> float:
    """Percent above (+) or below (-) break-even."""
    if not (0 <= response_rate <= 1 and break_even > 0):
        raise FigureOutOfRange("The response rate must lie between 0 and 1 and the break-even rate must be positive.")
    return (response_rate - break_even) / break_even * 100


def _scorable(days: Floats, orders: Floats, amount: Floats) -> tuple[NDArray[np.bool_], list[Warned]]:
    no_order = np.isnan(days) | np.isnan(orders) | (orders <= 0)
    future = ~no_order & (days < 0)
    unknown = ~no_order & ~future & ~(np.isfinite(amount) & np.isfinite(days) & np.isfinite(orders))
    reasons = (("no_order", no_order), ("order_after_as_of", future), ("figure_unknown", unknown))
    warnings = [Warned(code, int(rows.sum())) for code, rows in reasons if rows.any()]
    return ~(no_order | future | unknown), warnings


def _nested(recency: Floats, orders: Floats, amount: Floats, ids: NDArray[np.generic]) -> tuple[Ints, Ints, Ints]:
    if np.unique(ids).size != ids.size:
        raise CustomerIdsNeeded("The nested scheme needs one row per customer: a customer id occurs twice.")
    tie = np.argsort(np.argsort(ids, kind="stable"), kind="stable").astype(np.int64)
    r = _cell_score(np.zeros(ids.size, dtype=np.int64), recency, tie)
    f = _cell_score(r, orders, tie)
    m = _cell_score(10 * r + f, amount, tie)
    return r, f, m


def _cell_score(cell: Ints, values: Floats, tie: Ints) -> Ints:
    """1 + floor(5 k / n) inside each cell, k the 0-based ascending rank."""
    order = np.lexsort((tie, values, cell))
    _, first, size = np.unique(cell[order], return_index=True, return_counts=True)
    rank = np.arange(cell.size) - np.repeat(first, size)
    result = np.empty(cell.size, dtype=np.int64)
    result[order] = 1 + BEST * rank // np.repeat(size, size)
    return result


def _scores(
    scored: NDArray[np.bool_], r: Ints, f: Ints, m: Ints, rules: Sequence[GroupRule], warnings: list[Warned]
) -> RfmScores:
    code = np.zeros(scored.size, dtype=np.int16)
    code[scored] = 100 * r + 10 * f + m
    names = np.full(556, "", dtype=object)
    for number, name in group_of_code(rules).items():
        names[number] = name
    return RfmScores(
        r=(code // 100).astype(np.int8),
        f=(code // 10 % 10).astype(np.int8),
        m=(code % 10).astype(np.int8),
        code=code,
        group=names[code],
        warnings=tuple(warnings),
    )
