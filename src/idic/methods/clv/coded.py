"""A column by its distinct values: what depends on one column alone is computed once for each of them."""

from dataclasses import dataclass

import numpy as np

from idic.methods.clv.arrays import Floats, Integers

_UNITS = (1.0, 7.0)
_PROBE = 64
_LARGEST_TABLE = 8192
_KEY_BITS = 62


@dataclass(frozen=True, slots=True)
class Coded:
    """`values[code]` is the column. `values` rise, and may hold some that do not occur."""

    values: Floats
    code: Integers

    @classmethod
    def of(cls, column: Floats) -> "Coded":
        """Whole numbers, and weeks made of whole days, are their own code; anything else is sorted."""
        for unit in _UNITS:
            if column.size and _whole(column[:: column.size // _PROBE + 1], unit):
                code = np.rint(column * unit).astype(np.int64)
                most = int(code.max())
                if code.min() >= 0 and most < max(_LARGEST_TABLE, column.size):
                    values = np.arange(most + 1) / unit
                    if np.array_equal(values[code], column):
                        return cls(values, code)
        values, inverse = np.unique(column, return_inverse=True)
        return cls(values, inverse.astype(np.int64))

    def picked(self, rows: Integers) -> "Coded":
        used, code = np.unique(self.code[rows], return_inverse=True)
        return Coded(self.values[used], code.astype(np.int64))

    def occurring(self) -> "Coded":
        used = np.bincount(self.code, minlength=self.values.size) > 0
        return self if used.all() else Coded(self.values[used], (np.cumsum(used) - 1)[self.code])

    def times(self, factor: float) -> "Coded":
        return Coded(self.values * factor, self.code)


def ranked(key: Integers, bound: int) -> tuple[Integers, Integers]:
    """The distinct keys in order, and the rank of every key among them; keys are from 0 to below `bound`."""
    if bound <= 16 * key.size + 1000:
        present = np.zeros(bound, dtype=np.bool_)
        present[key] = True
        keys = np.flatnonzero(present)
        place = np.empty(bound, dtype=np.int32 if bound < 2**31 else np.int64)
        place[keys] = np.arange(keys.size)
        return keys, place[key].astype(np.int64)
    bits = key.size.bit_length()
    if bound.bit_length() + bits > _KEY_BITS:
        keys, inverse = np.unique(key, return_inverse=True)
        return keys, inverse.astype(np.int64)
    # Key and row in one number: a plain sort is several times faster than one that returns the order.
    packed = np.sort((key << bits) | np.arange(key.size))
    ordered = packed >> bits
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    rank = np.empty(key.size, dtype=np.int64)
    rank[packed & ((1 << bits) - 1)] = np.cumsum(new) - 1
    return ordered[new], rank


def _whole(column: Floats, unit: float) -> bool:
    return bool(np.array_equal(np.rint(column * unit) / unit, column))
