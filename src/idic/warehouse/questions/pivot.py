"""The answer in the order in which it is read: rows with their subtotals, columns, and a figure at each crossing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from idic.warehouse.measures.atoms import ATOMS
from idic.warehouse.measures.declaration import Dimension, Measure, Nature
from idic.warehouse.questions.question import Of, Question, Show, is_ordered

Key = tuple[str | None, ...]

#: What fits beside one another; the rest stands in the total.
MOST_COLUMNS = 24
_E4 = 10_000


@dataclass(frozen=True)
class Figure:
    """A figure that cannot be made, as a mean of nothing, is None."""

    value: float | None
    earlier: float | None = None

    @property
    def change(self) -> float | None:
        return None if self.value is None or self.earlier is None else self.value - self.earlier

    @property
    def change_share(self) -> float | None:
        return None if self.change is None or not self.earlier else self.change / abs(self.earlier)

    def of(self, of: Of) -> float | None:
        found: float | None = getattr(self, of.value)
        return found


@dataclass(frozen=True)
class Line:
    """A row or a column: as many values as it is split by. Fewer than the question has: a subtotal; none: the total."""

    key: Key
    is_total: bool = False

    @property
    def depth(self) -> int:
        return len(self.key)


class Pivot:
    def __init__(self, question: Question, answer: Mapping[str, Any]) -> None:
        self.question = question
        self.snapshot = str(answer["snapshot"])
        self._r, self._c = len(question.rows), len(question.columns)
        self._lines = self._read(answer)
        self._running_sums: dict[tuple[Key, int], dict[Key, float]] = {}

    def figure(self, row: Key, column: Key, measure: int) -> Figure:
        return self._figure(self._lines.get((row, column)), self.question.measures[measure])

    def shown(self, row: Key, column: Key, measure: int) -> float | None:
        """The figure as the question wants it shown: itself, a share of a total, or running up."""
        show = self.question.show
        value = self.figure(row, column, measure).value
        if show == Show.VALUE or self.question.measures[measure].is_ratio:
            return value
        if show == Show.RUNNING:
            return self._running(row, column, measure)
        within = {Show.SHARE_TOTAL: ((), ()), Show.SHARE_ROW: (row, ()), Show.SHARE_COLUMN: ((), column)}
        whole = self.figure(*within[show], measure).value
        return value / whole if value is not None and whole else None

    def together(self, rows: Sequence[Key], measure: int) -> Figure:
        """The figure of several rows as one. Only for rows that no customer and no purchase stands in twice."""
        atoms: dict[str, float | None] = {}
        for row in rows:
            for name, value in self._lines.get((row, ()), {}).items():
                atoms[name] = value if atoms.get(name) is None else (atoms[name] or 0) + (value or 0)
        return self._figure(atoms or None, self.question.measures[measure])

    @cached_property
    def has_more(self) -> bool:
        return len(self._keys(0, self._r)) > self.question.most_rows

    @cached_property
    def full_rows(self) -> tuple[Line, ...]:
        return tuple(Line(key) for key in self._sorted(0, self._r)[: self.question.most_rows])

    @cached_property
    def rows(self) -> tuple[Line, ...]:
        """Each group is followed by its subtotal; the whole stands last."""
        found: list[Line] = []
        full = [line.key for line in self.full_rows]
        for place, key in enumerate(full):
            found.append(Line(key))
            following = full[place + 1] if place + 1 < len(full) else None
            if not self.question.subtotals:
                continue
            for depth in range(self._r - 1, 0, -1):
                if following is None or following[:depth] != key[:depth]:
                    found.append(Line(key[:depth], is_total=True))
        if self._r:
            found.append(Line((), is_total=True))
        return tuple(found) or (Line(()),)

    @cached_property
    def all_columns(self) -> tuple[Line, ...]:
        return tuple(Line(key) for key in self._sorted(1, self._c))

    @cached_property
    def columns(self) -> tuple[Line, ...]:
        """The whole stands last; it is the only one where nothing splits the columns."""
        if not self._c:
            return (Line(()),)
        return (*self.all_columns[:MOST_COLUMNS], Line((), is_total=True))

    @property
    def columns_left_out(self) -> int:
        return max(len(self.all_columns) - MOST_COLUMNS, 0)

    @property
    def is_empty(self) -> bool:
        return not any(any(value for value in atoms.values()) for atoms in self._lines.values())

    def values_of(self, dimension: Dimension) -> set[str | None]:
        place = self.question.dimensions.index(dimension)
        if place < self._r:
            return {line.key[place] for line in self.full_rows}
        return {line.key[place - self._r] for line in self.all_columns[:MOST_COLUMNS]}

    def _read(self, answer: Mapping[str, Any]) -> dict[tuple[Key, Key], dict[str, float | None]]:
        columns = list(answer["columns"])
        names = [name for name in columns if name[1] == "_"]
        dimensions = self.question.dimensions
        found = {}
        for line in answer["rows"]:
            told = dict(zip(columns, line, strict=True))
            values = [_text(told[f"d{n}"], one) for n, one in enumerate(dimensions)]
            row, column = tuple(values[: told["lr"]]), tuple(values[self._r : self._r + told["lc"]])
            found[row, column] = {name: told[name] for name in names}
        return found

    def _figure(self, atoms: Mapping[str, float | None] | None, measure: Measure) -> Figure:
        earlier = self.question.compare and atoms is not None and f"e_{measure.top}" in atoms
        return Figure(_measured(atoms, measure, "a"), _measured(atoms, measure, "e") if earlier else None)

    def _running(self, row: Key, column: Key, measure: int) -> float | None:
        """Down the rows, or along the columns where there are no rows; a total stays itself."""
        along_columns = not self._r
        sums = self._sums(() if along_columns else column, measure)
        here = column if along_columns else row
        return sums.get(here, self.figure(row, column, measure).value)

    def _sums(self, column: Key, measure: int) -> dict[Key, float]:
        if (column, measure) not in self._running_sums:
            sums, so_far = {}, 0.0
            for line in self.full_rows if self._r else self.all_columns:
                one = self.figure(line.key, column, measure) if self._r else self.figure((), line.key, measure)
                so_far += one.value or 0.0
                sums[line.key] = so_far
            self._running_sums[column, measure] = sums
        return self._running_sums[column, measure]

    def _keys(self, side: int, depth: int) -> list[Key]:
        other = 0
        found = {key[side] for key in self._lines if len(key[side]) == depth and len(key[1 - side]) == other}
        return list(found)

    def _sorted(self, side: int, depth: int) -> list[Key]:
        """Level by level, so that what belongs together stays together."""
        dimensions = self.question.columns if side else self.question.rows
        orders = [self._order(side, place, one) for place, one in enumerate(dimensions[:depth])]

        def rank(key: Key) -> tuple[Any, ...]:
            return tuple(order(key[: place + 1]) for place, order in enumerate(orders))

        return sorted(self._keys(side, depth), key=rank)

    def _order(self, side: int, place: int, dimension: Dimension) -> Callable[[Key], Any]:
        asked = self.question.sort if not side else None
        order = self.question.order
        if (asked is None and (is_ordered(dimension) or side)) or (not side and order.measure is None):
            natural = _natural(dimension)
            turned = asked is not None and asked.descending
            if side and not is_ordered(dimension):
                return lambda key: (-(self._total(key, side, 0) or 0.0), natural(key[-1]))
            return (lambda key: _Turned(natural(key[-1]))) if turned else (lambda key: natural(key[-1]))
        measure, of, down = order.measure or 0, order.of, order.descending

        def by_value(key: Key) -> Any:
            value = self.figure(key, (), measure).of(of)
            return (value is None, 0.0 if value is None else -value if down else value, _natural(dimension)(key[-1]))

        return by_value

    def _total(self, key: Key, side: int, measure: int) -> float | None:
        return self.figure(() if side else key, key if side else (), measure).value


class _Turned:
    """Sorts the other way round."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: _Turned) -> bool:
        return bool(other.value < self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Turned) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]  # only compared


def _natural(dimension: Dimension) -> Callable[[str | None], Any]:
    """What is not known stands last."""
    if dimension.nature in (Nature.NUMBER, Nature.RECORD) or dimension.code == "weekday":
        return lambda value: (value is None, int(value or 0))
    return lambda value: (value is None, value or "")


def _text(value: Any, dimension: Dimension) -> str | None:
    if value is None:
        return None
    return str(value)[:10] if dimension.nature == Nature.TIME else str(value)


def _measured(atoms: Mapping[str, float | None] | None, measure: Measure, side: str) -> float | None:
    top = _scaled(atoms, measure.top, side)
    if not measure.is_ratio:
        return top or 0.0
    bottom = _scaled(atoms, measure.bottom, side)
    return (top or 0.0) / bottom if bottom else None


def _scaled(atoms: Mapping[str, float | None] | None, code: str, side: str) -> float | None:
    value = (atoms or {}).get(f"{side}_{code}")
    if value is None:
        return None
    return value / _E4 if ATOMS[code].e4 else value
