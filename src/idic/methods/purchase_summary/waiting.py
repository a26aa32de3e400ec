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
# lines that are sorted at once sooner than buffer by buffer
_FEW = 1 << 19
_LOW = np.int64((1 << 32) - 1)
_DAY, _CUSTOMER = np.uint64(32), np.uint64(48)


@dataclass(frozen=True, slots=True)
class CustomerDays:
    """By customer and day: the `short` day, what was spent on it and in how many rows."""

    customer: Ints
    short: Shorts
    spent: Ints
    rows: Ints | None


@dataclass(frozen=True, slots=True)
class Taken:
    """The lines of some buffers, by buffer; beside them, by customer and day, more of the amount and more rows."""

    pieces: dict[int, list[Packed]]
    key: Packed
    high: Ints
    more: Ints


class Waiting:
    def __init__(self, *, counting: bool) -> None:
        self.size = 0
        self._counting = counting
        self._parts: dict[int, list[Packed]] = {}
        self._beyond: list[tuple[Packed, Ints, Ints]] = []

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
                _keys(part[at], packed[at]), high[at] << np.int64(32),
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

    def taken(self) -> Iterator[Taken]:
        """Of different customers each time, and nothing waits any more. Few lines come at two times."""
        nothing = (np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64))
        key, high, more = (np.concatenate(one) for one in zip(nothing, *self._beyond, strict=True))
        order = np.argsort(key, kind="stable")
        key, high, more = key[order], high[order], more[order]
        together, self.size, self._beyond = self.size <= _FEW, 0, []
        parts, self._parts = self._parts, {}
        names = sorted(parts)
        half = -(-len(names) // 2) or 1
        groups = [names[:half], names[half:]] if together else [[one] for one in names]
        for group in filter(None, groups):
            low, end = np.searchsorted(key, np.array([group[0], group[-1] + 1], dtype=np.uint64) << _DAY)
            yield Taken({part: parts.pop(part) for part in group}, key[low:end], high[low:end], more[low:end])

    def days(self, taken: Taken) -> CustomerDays:
        packed = np.concatenate([piece for pieces in taken.pieces.values() for piece in pieces])
        if len(taken.pieces) == 1:
            for shift in (_DAY, _CUSTOMER):
                values = (packed >> shift).astype(np.uint16)
                if np.any(values[1:] < values[:-1]):
                    packed = packed[np.argsort(values, kind="stable")]
            key = _keys(np.uint64(*taken.pieces), packed)
        else:
            sizes = [sum(piece.size for piece in pieces) for pieces in taken.pieces.values()]
            key = _keys(np.repeat(np.array([*taken.pieces], dtype=np.uint64), sizes), packed)
            order = np.argsort(key)
            key, packed = key[order], packed[order]
        at = run_starts(key)
        spent = run_sums((packed.view(np.int64) & _LOW), at)
        rows = np.diff(at, append=key.size) if self._counting else None
        key = key[at]
        if taken.key.size:
            place = np.searchsorted(key, taken.key)
            np.add.at(spent, place, taken.high)
            if rows is not None:
                np.add.at(rows, place, taken.more)
        return CustomerDays((key >> np.uint64(BITS)).view(np.int64), key.astype(np.uint16), spent, rows)


def _keys(part: npt.NDArray[Any] | np.uint64, packed: Packed) -> Packed:
    """Customer and day in one."""
    return (np.asarray(part, dtype=np.uint64) << _DAY) | (packed >> _DAY)


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
