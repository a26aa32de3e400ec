"""Does any feature know the future? Compute them again with the later rows deleted: they must be the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from idic.methods.churn.errors import ColumnsUnequal
from idic.methods.churn.labels import days

Column = NDArray[np.generic]
Columns = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Leak:
    """A feature, and how many rows of it change when what happened at `t0` or later is taken away."""

    feature: str
    rows: int


def leaks(compute: Callable[[Columns], Columns], rows: Columns, *, day: str, t0: date) -> tuple[Leak, ...]:
    """`compute`: from the rows (purchases, contacts ...) to features, one entry per customer in an order of its own that
    does not depend on the rows. `day`: the column with the day of a row. Empty when nothing leaks.
    """
    if day not in rows:
        raise ColumnsUnequal(f"The rows have no column {day!r}; there are: {', '.join(rows)}.")
    early = days(rows[day]) < np.datetime64(t0, "D")
    whole, cut = compute(rows), compute({name: column[early] for name, column in rows.items()})
    if tuple(whole) != tuple(cut):
        raise ColumnsUnequal("The features must not depend on which rows there are.")
    found = []
    for name, column in whole.items():
        if column.shape != cut[name].shape:
            raise ColumnsUnequal("The features need one entry per customer, whichever rows there are.")
        differ = (column != cut[name]) & ~(_missing(column) & _missing(cut[name]))
        if differ.any():
            found.append(Leak(name, int(differ.sum())))
    return tuple(found)


def _missing(column: Column) -> NDArray[np.bool_]:
    """NaN, NaT, or None."""
    none = column == None if column.dtype == object else False  # noqa: E711 - elementwise on an object array
    return np.asarray((column != column) | none, dtype=np.bool_)
