"""The figures of all customers, read from an accumulator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.accumulator import NEVER, Accumulator
from idic.methods.purchase_summary.waiting import Days, Flags, Ints

Floats = npt.NDArray[np.float64]


class LateLines(ValueError):
    """Lines came after later ones had been folded; `settled` adds the customers concerned anew."""

    def __init__(self, customers: int) -> None:
        self.customers = customers
        super().__init__(f"The lines of {customers} customers have to be added again in one go.")


@dataclass(frozen=True, slots=True)
class Summaries:
    """One entry per customer with a purchase day, by number.

    `x` repeat purchase days; `recency` days from the first to the last purchase (t_x), `age` to `as_of` (T); `repeat_spend`
    net spend after the first day, as whole units, and `mean_repeat_spend` of it per repeat day (NaN without one); `spend`
    of all lines, returns before the first purchase included.
    """

    customer: Ints
    x: Days
    recency: Days
    age: Days
    first_day: Days
    last_day: Days
    orders: Days
    spend: Ints
    repeat_spend: Ints

    @property
    def mean_repeat_spend(self) -> Floats:
        mean = np.full(self.x.size, np.nan)
        np.divide(self.repeat_spend, self.x, out=mean, where=self.x > 0)
        return mean


def summaries(accumulated: Accumulator, *, as_of: int, customers: Ints | None = None) -> Summaries:
    """`as_of` is a day; no line after it may have been added. `customers`: of these only, ascending. Raises LateLines."""
    accumulated.fold()
    late = accumulated.late()
    if late.size:
        raise LateLines(late.size)
    records = accumulated.records
    if customers is None:
        customer = np.flatnonzero(records["first"] != NEVER)
        kept = records if customer.size == records.size else records[customer]
    else:
        customer = customers[customers < records.size]
        customer = customer[records["first"][customer] != NEVER]
        kept = records[customer]
    first, last = kept["first"].copy(), kept["last"].copy()
    repeat = kept["spend"] - kept["first_spend"]
    for who, day, amount in accumulated.returned:
        # those of the first day belong to it, those before it to nothing
        outside = day <= records["first"][who]
        place, there = _places(customer, who[outside])
        np.subtract.at(repeat, place[there], amount[outside][there])
    return Summaries(
        customer=customer,
        x=kept["days"] - np.int32(1),
        recency=last - first,
        age=np.int32(as_of) - first,
        first_day=first,
        last_day=last,
        orders=kept["orders"].copy(),
        spend=kept["spend"].copy(),
        repeat_spend=repeat,
    )


def _places(customer: Ints, wanted: Ints) -> tuple[Ints, Flags]:
    """Where each one stands in the ascending `customer`, and whether it does."""
    place = np.minimum(np.searchsorted(customer, wanted), max(customer.size - 1, 0))
    return place, customer[place] == wanted if customer.size else np.zeros(wanted.size, dtype=np.bool_)
