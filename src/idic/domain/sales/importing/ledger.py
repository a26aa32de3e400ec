"""Spellings by number: a row says which spelling it has, and what each means stands once, by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import polars as pl

K = TypeVar("K")

#: The number of a spelling that means nothing.
NOTHING = -1
# Spellings remembered before they are forgotten: flat memory for a column in which every cell differs.
REMEMBERED = 400_000


class Ledger(dict[K, int], Generic[K]):
    """`ledger[spelling]` is its number; it is read when it is first met."""

    def __init__(self, read: Callable[[K], tuple[object, ...] | None], schema: dict[str, type[pl.DataType]]) -> None:
        super().__init__()
        self._read = read
        self._schema = schema
        self._fresh: list[tuple[object, ...]] = []
        self._frame: pl.DataFrame | None = None
        self._count = 0

    def __missing__(self, spelling: K) -> int:
        number = self[spelling] = self.entered(spelling)
        return number

    def entered(self, spelling: K) -> int:
        """A number of its own, for cells of which two that are written differently are equal."""
        meaning = self._read(spelling)
        if meaning is None:
            return NOTHING
        self._fresh.append(meaning)
        self._count += 1
        return self._count - 1

    def forget_when_full(self) -> bool:
        """Between two chunks: numbers given before mean nothing afterwards."""
        if self._count < REMEMBERED and len(self) < REMEMBERED:
            return False
        self.clear()
        self._fresh, self._frame, self._count = [], None, 0
        return True

    def meanings(self, numbers: Sequence[int]) -> pl.DataFrame:
        """One row for each of them."""
        import polars as pl

        if self._fresh or self._frame is None:
            columns = list(zip(*self._fresh, strict=True)) or [()] * len(self._schema)
            fresh = pl.DataFrame(dict(zip(self._schema, columns, strict=True)), schema=self._schema)
            self._frame = fresh if self._frame is None else pl.concat([self._frame, fresh], rechunk=True)
            self._fresh = []
        return self._frame[pl.Series(numbers, dtype=pl.Int64)]
