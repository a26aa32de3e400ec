"""Who was lost, by each of the three definitions: 1 lost, 0 kept, NaN not known yet."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.churn.definition import GRACE_DAYS, P_ALIVE_CUT, Scheme
from idic.methods.churn.errors import ColumnsUnequal, FigureOutOfRange

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]
Cause = Literal["voluntary", "involuntary", "company"]

CAUSES: tuple[Cause, ...] = ("voluntary", "involuntary", "company")


def silence_labels(
    population: ArrayLike, customer: ArrayLike, day: ArrayLike, scheme: Scheme, *, last_day: date
) -> Floats:
    """Per customer of the `population`: 1 without any purchase in the outcome window, 0 with one.

    Where the data end before the window does, who has bought in it already is kept (0), the others are not known.
    """
    people = np.asarray(population)
    who, when = np.asarray(customer), days(day)
    if who.shape != when.shape or who.ndim != 1 or people.ndim != 1:
        raise ColumnsUnequal("Customer and day need one entry per purchase.")
    start, end = np.datetime64(scheme.label_start, "D"), np.datetime64(scheme.label_end, "D")
    bought = np.isin(people, who[(when >= start) & (when < end)])
    silent = 1.0 if scheme.complete(last_day) else np.nan
    return np.where(bought, 0.0, silent)


def p_alive_labels(p_alive: ArrayLike, *, cut: float = P_ALIVE_CUT) -> Floats:
    """1 below the cut; unknown stays unknown."""
    if not 0 < cut < 1:
        raise FigureOutOfRange("The cut lies between 0 and 1.")
    p = np.asarray(p_alive, dtype=np.float64)
    return np.where(np.isnan(p), np.nan, (p < cut).astype(np.float64))


def contract_labels(ends_on: ArrayLike, renewed_on: ArrayLike, *, as_of: date, grace_days: int = GRACE_DAYS) -> Floats:
    """1 when a contract ended and was not renewed by `grace_days` after its end; NaN while it runs or grace lasts.

    `renewed_on`: NaT where never; an early renewal counts. Whose doing the end was (voluntary, a failed payment, the
    company's) is a column of its own: learn from one of them at a time.
    """
    ends, renewed = days(ends_on), days(renewed_on)
    if ends.shape != renewed.shape:
        raise ColumnsUnequal("Every contract needs its end and its renewal (or none).")
    if grace_days < 0:
        raise FigureOutOfRange("The days of grace must not be negative.")
    last = ends + np.timedelta64(grace_days, "D")
    kept = ~np.isnat(renewed) & (renewed <= last) & (renewed <= np.datetime64(as_of, "D"))
    over = ~np.isnat(ends) & (last < np.datetime64(as_of, "D"))
    return np.where(kept, 0.0, np.where(over, 1.0, np.nan))


def days(values: ArrayLike) -> Days:
    return np.asarray(values, dtype="datetime64[D]")
