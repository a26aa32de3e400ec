"""Has a warning been worth heeding? Its hit rate and how much time it left, measured on what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.proportion import Proportion, wilson
from idic.methods.signals.errors import ColumnsUnequal, FigureOutOfRange

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """`warnings`: counted episodes whose `horizon_days` are over or that came true; `undecided`: the others.

    `hit_rate` (precision) with its Wilson interval, None without a decided warning. `lost`: customers who left;
    `recall`: the share of them that was warned of within the horizon. `lead_days`: per hit, from warning to leaving,
    ascending; `median_lead` of them.
    """

    warnings: int
    hits: int
    undecided: int
    hit_rate: Proportion | None
    lost: int
    recall: float | None
    lead_days: Ints
    median_lead: float | None


def track_record(
    customer: ArrayLike,
    warned_on: ArrayLike,
    lost_customer: ArrayLike,
    lost_on: ArrayLike,
    *,
    horizon_days: int,
    as_of: date,
) -> TrackRecord:
    """A warning is a hit when its customer leaves 1 to `horizon_days` days later. A warning that repeats within the
    horizon of a counted one belongs to it. A customer is lost once (the first day counts); a warning on or after that day
    warns of nothing and is left out, as is any after `as_of`.
    """
    who, when = np.asarray(customer), np.asarray(warned_on, dtype="datetime64[D]").astype(np.int64)
    gone, gone_on = np.asarray(lost_customer), np.asarray(lost_on, dtype="datetime64[D]").astype(np.int64)
    if who.shape != when.shape or gone.shape != gone_on.shape or who.ndim != 1 or gone.ndim != 1:
        raise ColumnsUnequal("Every warning and every loss needs its customer and its day.")
    if horizon_days < 1:
        raise FigureOutOfRange("The horizon is at least a day.")
    today = int(np.datetime64(as_of, "D").astype(np.int64))
    left: dict[object, int] = {}
    for one, day in zip(gone.tolist(), gone_on.tolist(), strict=True):
        if day <= today:
            left[one] = min(day, left.get(one, day))
    warnings = hits = undecided = 0
    leads: list[int] = []
    caught: set[object] = set()
    last_of: dict[object, int] = {}
    for place in np.argsort(when, kind="stable").tolist():
        one, day = who[place].item(), int(when[place])
        end = left.get(one)
        if (
            day > today
            or (end is not None and day >= end)
            or day <= last_of.get(one, day - horizon_days - 1) + horizon_days
        ):
            continue
        last_of[one] = day
        if end is not None and end - day <= horizon_days:
            warnings, hits = warnings + 1, hits + 1
            leads.append(end - day)
            caught.add(one)
        elif day + horizon_days <= today:
            warnings += 1
        else:
            undecided += 1
    lead = np.sort(np.asarray(leads, dtype=np.int64))
    return TrackRecord(
        warnings=warnings,
        hits=hits,
        undecided=undecided,
        hit_rate=wilson(hits, warnings) if warnings else None,
        lost=len(left),
        recall=len(caught) / len(left) if left else None,
        lead_days=lead,
        median_lead=float(np.median(lead)) if lead.size else None,
    )
