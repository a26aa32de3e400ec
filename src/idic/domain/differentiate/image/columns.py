"""What a field is for every customer, held against a value for all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from idic.methods.predicate import Operator
from idic.methods.predicate.tree import Scalar, Value

if TYPE_CHECKING:
    import pyarrow as pa

Flags = NDArray[np.bool_]
Numbers = NDArray[Any]
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Truth:
    """Of each customer: surely so, or surely not. Who is neither is unknown."""

    yes: Flags
    no: Flags

    def turned(self) -> Truth:
        return Truth(self.no, self.yes)

    def and_(self, other: Truth) -> Truth:
        return Truth(self.yes & other.yes, self.no | other.no)

    def or_(self, other: Truth) -> Truth:
        return Truth(self.yes | other.yes, self.no & other.no)


class Column(Protocol):
    def held(self, op: Operator, value: Value, as_of: date) -> Truth:
        """Against a value of the column's type."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Numbers, days and yes or no. A number is a float that no other number of at most fifteen digits shares, so that
    comparing floats compares the numbers; `unit` is how many of the stored make one."""

    values: Numbers
    known: Flags
    unit: int = 1

    def held(self, op: Operator, value: Value, as_of: date) -> Truth:
        if op is Operator.IS_KNOWN:
            return Truth(self.known, ~self.known)
        if op is Operator.IS_UNKNOWN:
            return Truth(~self.known, self.known)
        found = self._held(op, value, as_of)
        return Truth(found & self.known, ~found & self.known)

    def _held(self, op: Operator, value: Value, as_of: date) -> Flags:
        if op in (Operator.IN_LAST_DAYS, Operator.NOT_IN_LAST_DAYS):
            days = int(value) if isinstance(value, Decimal) else 0
            inside = self._between(as_of - timedelta(days=days), as_of)
            return inside if op is Operator.IN_LAST_DAYS else ~inside
        if isinstance(value, tuple):
            if op is Operator.BETWEEN:
                return self._between(value[0], value[1])
            return np.isin(self.values, [self._plain(one) for one in value])
        compare: dict[Operator, Callable[[Any, Any], Any]] = {
            Operator.EQ: np.equal, Operator.NE: np.not_equal, Operator.LT: np.less, Operator.LE: np.less_equal,
            Operator.GT: np.greater, Operator.GE: np.greater_equal,
        }  # fmt: skip
        assert value is not None
        found: Flags = compare[op](self.values, self._plain(value))
        return found

    def _between(self, low: Scalar, high: Scalar) -> Flags:
        found: Flags = (self.values >= self._plain(low)) & (self.values <= self._plain(high))
        return found

    def _plain(self, value: Scalar) -> float | int:
        if isinstance(value, date):
            return value.toordinal() - _EPOCH
        return float(value * self.unit) if isinstance(value, Decimal) else float(value)


@dataclass(frozen=True, slots=True)
class Words:
    """Texts and codes: each different one once in `words`, and its place there for every customer; -1 is none."""

    places: NDArray[np.int32]
    words: pa.Array

    @classmethod
    def of(cls, texts: pa.ChunkedArray | pa.Array) -> Words:
        import pyarrow as pa
        import pyarrow.compute as pc

        whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        found = whole.dictionary_encode()
        return cls(pc.fill_null(found.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32), found.dictionary)

    def held(self, op: Operator, value: Value, as_of: date) -> Truth:
        known = self.places >= 0
        if op is Operator.IS_KNOWN:
            return Truth(known, ~known)
        if op is Operator.IS_UNKNOWN:
            return Truth(~known, known)
        # the last place is looked up for -1
        fitting = np.append(self._fitting(op, value), False)
        found = fitting[self.places]
        return Truth(found, ~found & known)

    def among(self, codes: tuple[str, ...]) -> Flags:
        found: Flags = np.append(self._fitting(Operator.IN, codes), False)[self.places]
        return found

    def _fitting(self, op: Operator, value: Value) -> Flags:
        """Compared as they are written, letter by letter."""
        import pyarrow as pa
        import pyarrow.compute as pc

        match op:
            case Operator.IN if isinstance(value, tuple):
                found = pc.is_in(self.words, pa.array([str(one) for one in value], self.words.type))
            case Operator.CONTAINS:
                found = pc.match_substring(self.words, str(value))
            case Operator.STARTS_WITH:
                found = pc.starts_with(self.words, str(value))
            case Operator.NE:
                found = pc.not_equal(self.words, str(value))
            case _:
                found = pc.equal(self.words, str(value))
        flags: Flags = found.to_numpy(zero_copy_only=False).astype(bool)
        return flags


@dataclass(frozen=True, slots=True)
class Choices:
    """Several codes of each customer, one after the other; `of` says whose each is."""

    known: Flags
    of: NDArray[np.int64]
    codes: Words

    @classmethod
    def of_lists(cls, lists: pa.ChunkedArray) -> Choices:
        import pyarrow.compute as pc

        whole = lists.combine_chunks()
        known = pc.is_valid(whole).to_numpy(zero_copy_only=False).astype(bool)
        return cls(known, pc.list_parent_indices(whole).to_numpy(), Words.of(pc.list_flatten(whole)))

    def held(self, op: Operator, value: Value, as_of: date) -> Truth:
        if op is Operator.IS_KNOWN:
            return Truth(self.known, ~self.known)
        if op is Operator.IS_UNKNOWN:
            return Truth(~self.known, self.known)
        wanted = value if isinstance(value, tuple) else (value,)
        found = np.zeros(len(self.known), dtype=bool)
        found[self.of[self.codes.among(tuple(one for one in wanted if isinstance(one, str)))]] = True
        return Truth(found, ~found & self.known)
