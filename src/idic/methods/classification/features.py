"""What is known of each row: numbers (NaN = missing) and categories (None or "" = missing), by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idic.methods.classification.errors import ColumnsUnequal, FeatureMissing, FeatureNotUsable

Floats = NDArray[np.float64]
Texts = NDArray[np.object_]
Rows = NDArray[np.bool_] | NDArray[np.int64] | NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """Make one with `of`. A missing category is ""; `names` keeps the order of the columns."""

    numbers: Mapping[str, Floats]
    categories: Mapping[str, Texts]
    names: tuple[str, ...]
    rows: int

    @classmethod
    def of(cls, columns: Mapping[str, ArrayLike]) -> FeatureTable:
        """Numbers and truth values (also with None between them) become numbers, everything else categories."""
        numbers: dict[str, Floats] = {}
        categories: dict[str, Texts] = {}
        for name, values in columns.items():
            column = np.asarray(values)
            if column.ndim != 1:
                raise FeatureNotUsable(name, "it must be one column")
            if column.dtype.kind in "mM":
                raise FeatureNotUsable(name, "turn a date into days before the snapshot")
            if column.dtype.kind in "biuf" or (column.dtype.kind == "O" and _all_numbers(column)):
                numbers[name] = column.astype(np.float64)
                if np.isinf(numbers[name]).any():
                    raise FeatureNotUsable(name, "a value must be a finite number or missing")
            else:
                categories[name] = np.array([_text(one) for one in column.tolist()], dtype=object)
        sizes = {len(column) for column in (*numbers.values(), *categories.values())}
        if len(sizes) > 1:
            raise ColumnsUnequal("All features must have the same number of rows.")
        return cls(numbers, categories, tuple(columns), sizes.pop() if sizes else 0)

    def column(self, name: str) -> Floats | Texts:
        if name in self.numbers:
            return self.numbers[name]
        if name in self.categories:
            return self.categories[name]
        raise FeatureMissing(name, self.names)

    def take(self, rows: Rows) -> FeatureTable:
        numbers = {name: column[rows] for name, column in self.numbers.items()}
        categories = {name: column[rows] for name, column in self.categories.items()}
        positions = np.arange(self.rows)[rows]
        return FeatureTable(numbers, categories, self.names, positions.size)

    def replaced(self, name: str, values: ArrayLike) -> FeatureTable:
        """The same rows with other values in one feature, which keeps its kind."""
        old = self.column(name)
        column = np.broadcast_to(np.asarray(values, dtype=old.dtype), old.shape)
        if name in self.numbers:
            return FeatureTable({**self.numbers, name: column}, self.categories, self.names, self.rows)
        return FeatureTable(self.numbers, {**self.categories, name: column}, self.names, self.rows)


def _all_numbers(column: NDArray[np.object_]) -> bool:
    known = [one for one in column.tolist() if one is not None]
    return bool(known) and all(isinstance(one, Real | Decimal | np.bool_) for one in known)


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value)  # a NaN differs from itself
