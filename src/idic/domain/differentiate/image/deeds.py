"""What customers did, one row for each happening of a kind, with its parts behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from idic.domain.differentiate.image.columns import Flags, Ordered, Truth, Words
from idic.methods.predicate import Behaviour, Measure

_NEVER = np.iinfo(np.int32).max
_EPOCH = date(1970, 1, 1).toordinal()
E4 = 10_000

#: The keys of parts that carry one of the codes, as the records have it now.
Keys = Callable[[str, Sequence[str]], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Parts:
    """`of` is the happening's place; `key` the place among `keys`, -1 for none. Amounts in ten-thousandths."""

    of: NDArray[np.int32]
    key: NDArray[np.int32]
    keys: NDArray[np.int64]
    amount: NDArray[np.int64]
    found: Keys

    def carrying(self, where: Mapping[str, Sequence[str]]) -> Flags:
        fitting = np.ones(len(self.keys) + 1, dtype=bool)
        fitting[-1] = False
        for name, codes in where.items():
            fitting[:-1] &= np.isin(self.keys, self.found(name, codes))
        found: Flags = fitting[self.key]
        return found


@dataclass(frozen=True, slots=True)
class Deeds:
    """`who` is the customer's place in the image, `day` counts from 1970. `codes` stand on the happening itself."""

    customers: int
    who: NDArray[np.int32]
    day: NDArray[np.int32]
    counts: Flags
    amount: NDArray[np.int64]
    codes: Mapping[str, Words] = field(default_factory=dict)
    parts: Parts | None = None
    #: The greatest number of a happening, where they came from the marts.
    newest: int = 0

    def asked(self, wide: Behaviour, as_of: date) -> Truth:
        """`wide` has each chosen code spelled out as all that it stands for."""
        return self.measured(wide, as_of).held(wide.op, wide.value, as_of)

    def measured(self, wide: Behaviour, as_of: date) -> Ordered:
        fitting = self._fitting(wide, as_of)
        of_parts = {name: codes for name, codes in wide.where if name not in self.codes}
        places: NDArray[Any]
        if not of_parts:
            places, amount = np.flatnonzero(fitting), self.amount
        else:
            assert self.parts is not None
            carrying = self.parts.carrying(of_parts)
            carrying &= fitting[self.parts.of]
            places, amount = self.parts.of[carrying], self.parts.amount
            fitting = carrying
            if wide.measure is not Measure.AMOUNT:
                once = np.zeros(len(self.who), dtype=bool)
                once[places] = True
                places = np.flatnonzero(once)
        who = self.who[places]
        everybody = np.ones(self.customers, dtype=bool)
        match wide.measure:
            case Measure.TIMES:
                return Ordered(np.bincount(who, minlength=self.customers), everybody)
            case Measure.AMOUNT:
                # exact: the reader has made sure that no sum leaves the whole numbers of a float
                return Ordered(np.bincount(who, weights=amount[fitting], minlength=self.customers), everybody, E4)
        days = self.day[places]
        if wide.measure is Measure.FIRST:
            first = np.full(self.customers, _NEVER, dtype=np.int32)
            np.minimum.at(first, who, days)
            return Ordered(first, first != _NEVER)
        last = np.full(self.customers, -_NEVER, dtype=np.int32)
        np.maximum.at(last, who, days)
        return Ordered(last, last != -_NEVER)

    def _fitting(self, wide: Behaviour, as_of: date) -> Flags:
        first, last = wide.window.bounds(as_of)
        fitting = np.ones(len(self.who), dtype=bool) if wide.measure is Measure.AMOUNT else self.counts.copy()
        if first is not None:
            fitting &= self.day >= first.toordinal() - _EPOCH
        if last is not None:
            fitting &= self.day <= last.toordinal() - _EPOCH
        for name, codes in wide.where:
            if name in self.codes:
                fitting &= self.codes[name].among(tuple(codes))
        return fitting
