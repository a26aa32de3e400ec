"""How long each customer was seen, whether they left then, and since when they are ours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.survival.errors import ColumnsUnequal, DurationImpossible

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Durations:
    """`end` of observation, `left` False = still there then (right-censored), `entry`: not seen before (0 = from the
    start; later = left truncation: who left before is unknown to us)."""

    end: Floats
    left: Flags
    entry: Floats

    def at_risk(self, times: Floats) -> Ints:
        """Seen just before each time: entry < time <= end."""
        entered = np.searchsorted(np.sort(self.entry), times, side="left")
        gone = np.searchsorted(np.sort(self.end), times, side="left")
        return (entered - gone).astype(np.int64)

    def events(self, times: Floats) -> Ints:
        at = np.sort(self.end[self.left])
        found = np.searchsorted(at, times, side="right") - np.searchsorted(at, times, side="left")
        return found.astype(np.int64)

    def take(self, rows: Flags) -> Durations:
        return Durations(self.end[rows], self.left[rows], self.entry[rows])


def durations(duration: ArrayLike, observed: ArrayLike, entry: ArrayLike | None) -> Durations:
    end = np.asarray(duration, dtype=np.float64)
    flags = np.asarray(observed)
    start = np.zeros_like(end) if entry is None else np.asarray(entry, dtype=np.float64)
    if end.ndim != 1 or not end.size or flags.shape != end.shape or start.shape != end.shape:
        raise ColumnsUnequal("Durations, events and entries must be columns of the same length, with at least one row.")
    if not np.isin(flags, (0, 1)).all():
        raise DurationImpossible("Whether somebody left is 1 or 0.")
    if not (np.isfinite(end).all() and np.isfinite(start).all()) or (start < 0).any() or (end <= start).any():
        raise DurationImpossible("Every duration must be a number above 0 and later than the entry.")
    return Durations(end, flags.astype(np.bool_), start)
