"""Lines that wait to be folded: eight bytes each, by the 65,536 customers whom they belong to.

A line is one whole number: 16 bits of the customer, 16 of the day, the lower 32 of the amount. What an amount has beyond
them, and more than one row in a line, stands beside: exact for any amount, and hardly ever needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Shorts = npt.NDArray[np.uint16]
Packed = npt.NDArray[np.uint64]
Places = npt.NDArray[np.intp]

BITS = 16
_LOW = np.int64((1 << 32) - 1)
_DAY, _CUSTOMER = np.uint64(32), np.uint64(48)


@dataclass(frozen=True)
class PartDays:
    """Of one part, by customer and day: `local` customer, `short` day, what was spent on it and in how many rows."""

    local: Shorts
    short: Shorts
    spent: Ints
    rows: Ints | None


class Waiting:
    def __init__(self, *, counting: bool) -> None:
        self.size = 0
        self._counting = counting
        self._parts: dict[int, list[Packed]] = {}
        self._beyond: list[tuple[npt.NDArray[np.uint32], Packed, Ints, Ints]] = []

    def keep(self, customer: Ints, short: Shorts, amount: Ints, count: Days | None) -> None:
        packed = customer.view(np.uint64) << _CUSTOMER
        packed |= short.astype(np.uint64) << _DAY
        packed |= (amount & _LOW).view(np.uint64)
        part = (customer >> BITS).astype(np.uint32)
        high = amount >> np.int64(32)
        more = high if count is None else high | (count != 1)
        if more.any():
            at = np.flatnonzero(more)
            self._beyond.append((
                part[at], packed[at] >> _DAY, high[at] << np.int64(32),
                np.zeros(at.size, np.int64) if count is None else count[at].astype(np.int64) - 1,
            ))  # fmt: skip
        self.size += packed.size
        if part[0] == part[-1] and (part == part[0]).all():
            self._parts.setdefault(int(part[0]), []).append(packed)
            return
        # numpy sorts 16 bits by radix, far faster than by comparing
        order = np.argsort(part.astype(np.uint16), kind="stable")
        packed, part = packed[order], part[order]
        starts = run_starts(part)
        for start, end in zip(starts.tolist(), [*starts[1:].tolist(), part.size], strict=True):
            self._parts.setdefault(int(part[start]), []).append(packed[start:end])

    def taken(self) -> Iterator[tuple[int, list[Packed], tuple[Packed, Ints, Ints] | None]]:
        """Part by part, and nothing waits any more."""
        beyond = self._taken_beyond()
        self.size = 0
        for part in sorted(self._parts):
            yield part, self._parts.pop(part), beyond.get(part)

    def _taken_beyond(self) -> dict[int, tuple[Packed, Ints, Ints]]:
        if not self._beyond:
            return {}
        part, key, high, more = (np.concatenate(one) for one in zip(*self._beyond, strict=True))
        self._beyond = []
        order = np.argsort(part, kind="stable")
        part, key, high, more = part[order], key[order], high[order], more[order]
        starts = run_starts(part)
        ends = [*starts[1:].tolist(), part.size]
        return {
            int(part[start]): (key[start:end], high[start:end], more[start:end])
            for start, end in zip(starts.tolist(), ends, strict=True)
        }

    def days(self, pieces: list[Packed], beyond: tuple[Packed, Ints, Ints] | None) -> PartDays:
        packed = np.concatenate(pieces) if len(pieces) > 1 else pieces[0]
        for shift in (_DAY, _CUSTOMER):
            values = (packed >> shift).astype(np.uint16)
            if np.any(values[1:] < values[:-1]):
                packed = packed[np.argsort(values, kind="stable")]
        key = packed >> _DAY
        at = run_starts(key)
        spent = run_sums((packed.view(np.int64) & _LOW), at)
        rows = np.diff(at, append=key.size) if self._counting else None
        key = key[at]
        if beyond is not None:
            place = np.searchsorted(key, beyond[0])
            np.add.at(spent, place, beyond[1])
            if rows is not None:
                np.add.at(rows, place, beyond[2])
        return PartDays((key >> np.uint64(BITS)).astype(np.uint16), key.astype(np.uint16), spent, rows)


def distinct(pieces: Sequence[Ints]) -> Ints:
    """Ascending. `np.unique` takes whole numbers through a table of hashes, twenty times as long."""
    values = np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *pieces]))
    return values[run_starts(values)]


def run_starts(values: npt.NDArray[Any]) -> Places:
    new = np.empty(values.size, dtype=np.bool_)
    new[:1] = True
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return np.flatnonzero(new)


def run_sums(values: Ints, starts: Places) -> Ints:
    """From each start to the next one. A sum that overflows on its way comes out right: it does so twice."""
    if starts.size == values.size:
        return values
    sums = np.cumsum(values)
    ends = np.empty_like(starts)
    ends[:-1], ends[-1:] = starts[1:] - 1, values.size - 1
    return np.diff(sums[ends], prepend=np.int64(0))
