"""The question: plain data that is checked when it is read, and written back the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from idic.warehouse.measures.atoms import ATOMS
from idic.warehouse.measures.declaration import Dimension, Fact, Measure, Nature, Via
from idic.warehouse.measures.dimensions import dimension_of
from idic.warehouse.measures.facts import FACTS
from idic.warehouse.measures.measures import MEASURES
from idic.warehouse.questions.errors import (
    DimensionTwice,
    DimensionUnfit,
    NothingMeasured,
    TooManyParts,
    UnknownPart,
)
from idic.warehouse.questions.periods import COMPARISONS, Period, read_period

MOST_MEASURES = 6
MOST_DIMENSIONS = 3
MOST_FILTERS = 12
MOST_VALUES = 500
LIMITS = (10, 20, 50, 100, 500, 1000)


class Op(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    FROM = "from"
    TO = "to"


class Show(StrEnum):
    VALUE = "value"
    SHARE_TOTAL = "share_total"
    SHARE_ROW = "share_row"
    SHARE_COLUMN = "share_column"
    RUNNING = "running"


class Of(StrEnum):
    """Which of a measure's figures: its own, the one it is compared with, or what lies between."""

    VALUE = "value"
    EARLIER = "earlier"
    CHANGE = "change"
    CHANGE_SHARE = "change_share"


CHARTS = ("auto", "table", "line", "area", "bar", "stacked", "pie", "heatmap", "figure")
COMPARED_BY = ("<", "<=", ">", ">=", "=")


@dataclass(frozen=True)
class Filter:
    """`values` are texts; None among them is “not known”."""

    dimension: Dimension
    op: Op
    values: tuple[str | None, ...]

    def stored(self) -> dict[str, Any]:
        return {"dimension": self.dimension.code, "op": self.op.value, "values": list(self.values)}


@dataclass(frozen=True)
class Having:
    """Only rows whose figure is so."""

    measure: int
    of: Of
    op: str
    value: float

    def stored(self) -> dict[str, Any]:
        return {"measure": self.measure, "of": self.of.value, "op": self.op, "value": self.value}


@dataclass(frozen=True)
class Sort:
    """`measure` is the place of a measure; None sorts by the row's own values."""

    measure: int | None = None
    of: Of = Of.VALUE
    descending: bool = True

    def stored(self) -> dict[str, Any]:
        return {"measure": self.measure, "of": self.of.value, "descending": self.descending}


@dataclass(frozen=True)
class Question:
    measures: tuple[Measure, ...]
    rows: tuple[Dimension, ...] = ()
    columns: tuple[Dimension, ...] = ()
    filters: tuple[Filter, ...] = ()
    period: Period = field(default_factory=Period)
    compare: str = ""
    having: tuple[Having, ...] = ()
    sort: Sort | None = None
    limit: int | None = None
    show: Show = Show.VALUE
    subtotals: bool = True
    chart: str = "auto"
    snapshot: str = ""

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return (*self.rows, *self.columns)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """In the order in which the measures first name them."""
        return tuple(FACTS[code] for code in dict.fromkeys(ATOMS[a].fact for m in self.measures for a in m.atoms))

    @property
    def order(self) -> Sort:
        if self.sort is not None:
            return self.sort
        by_value = not self.rows or not is_ordered(self.rows[0])
        return (
            Sort(0, Of.CHANGE if self.compares_rows and by_value else Of.VALUE)
            if by_value
            else Sort(None, descending=False)
        )

    @property
    def compares_rows(self) -> bool:
        return bool(self.compare) and any(one.of == Of.CHANGE for one in self.having)

    @property
    def most_rows(self) -> int:
        if self.limit:
            return self.limit
        return 100 if any(one.is_long for one in self.rows) else 1000

    def stored(self) -> dict[str, Any]:
        return {
            "measures": [one.code for one in self.measures],
            "rows": [one.code for one in self.rows],
            "columns": [one.code for one in self.columns],
            "filters": [one.stored() for one in self.filters],
            "period": self.period.stored(),
            "compare": self.compare,
            "having": [one.stored() for one in self.having],
            "sort": self.sort.stored() if self.sort else None,
            "limit": self.limit,
            "show": self.show.value,
            "subtotals": self.subtotals,
            "chart": self.chart,
            "snapshot": self.snapshot,
        }


def is_ordered(dimension: Dimension) -> bool:
    """Its values have an order of their own, which is better than that of the figures."""
    return dimension.nature in (Nature.TIME, Nature.NUMBER) or dimension.code == "weekday"


def read_question(stored: Mapping[str, Any]) -> Question:
    """Raises a QuestionError whose text says what is wrong."""
    measures = tuple(_measure(one) for one in _list(stored, "measures"))
    rows = tuple(_dimension(one) for one in _list(stored, "rows"))
    columns = tuple(_dimension(one) for one in _list(stored, "columns"))
    if not measures:
        raise NothingMeasured
    if len(measures) > MOST_MEASURES:
        raise TooManyParts(MOST_MEASURES)
    if len(rows) + len(columns) > MOST_DIMENSIONS:
        raise TooManyParts(MOST_DIMENSIONS)
    twice = [one for one in (*rows, *columns) if (*rows, *columns).count(one) > 1]
    if twice or len({one.code for one in (*rows, *columns)}) < len(rows) + len(columns):
        raise DimensionTwice((twice or list(rows or columns))[0].label)
    question = Question(
        measures, rows, columns,
        filters=tuple(_filter(one) for one in _list(stored, "filters", MOST_FILTERS)),
        period=read_period(stored.get("period") or {}),
        compare=_one_of(stored.get("compare") or "", tuple(COMPARISONS), "comparison"),
        having=tuple(_having(one, len(measures)) for one in _list(stored, "having", MOST_FILTERS)),
        sort=_sort(stored.get("sort"), len(measures)),
        limit=_limit(stored.get("limit")),
        show=Show(_one_of(stored.get("show") or "value", tuple(Show), "way of showing")),
        subtotals=bool(stored.get("subtotals", True)),
        chart=_one_of(stored.get("chart") or "auto", CHARTS, "chart"),
        snapshot=str(stored.get("snapshot") or ""),
    )  # fmt: skip
    _check_fit(question)
    return question


def _check_fit(question: Question) -> None:
    for measure in question.measures:
        for atom in measure.atoms:
            fact = FACTS[ATOMS[atom].fact]
            for dimension in (*question.dimensions, *(one.dimension for one in question.filters)):
                if not fact.reaches(dimension):
                    raise DimensionUnfit(measure.label, dimension.label)
    if question.compare and question.period.preset == "all":
        raise UnknownPart("comparison", "all")


def _list(stored: Mapping[str, Any], name: str, most: int = 20) -> Sequence[Any]:
    found = stored.get(name) or []
    if not isinstance(found, list | tuple):
        raise UnknownPart(name, type(found).__name__)
    if len(found) > most:
        raise TooManyParts(most)
    return found


def _measure(code: Any) -> Measure:
    found = MEASURES.get(str(code))
    if found is None:
        raise UnknownPart("measure", code)
    return found


def _dimension(code: Any) -> Dimension:
    found = dimension_of(str(code))
    if found is None:
        raise UnknownPart("dimension", code)
    return found


def _filter(stored: Any) -> Filter:
    if not isinstance(stored, Mapping):
        raise UnknownPart("filter", stored)
    dimension = _dimension(stored.get("dimension"))
    op = Op(_one_of(stored.get("op") or "is", tuple(Op), "operator"))
    values = tuple(None if one is None else str(one)[:200] for one in _list(stored, "values", MOST_VALUES))
    if not values:
        raise UnknownPart("value", "")
    return Filter(dimension, op, values)


def _having(stored: Any, measures: int) -> Having:
    try:
        return Having(
            _place(stored.get("measure", 0), measures),
            Of(_one_of(stored.get("of") or "value", tuple(Of), "figure")),
            _one_of(stored.get("op"), COMPARED_BY, "operator"),
            float(stored["value"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnknownPart("condition", stored) from None


def _sort(stored: Any, measures: int) -> Sort | None:
    if not stored:
        return None
    try:
        place = stored.get("measure")
        of = Of(_one_of(stored.get("of") or "value", tuple(Of), "figure"))
        return Sort(None if place is None else _place(place, measures), of, bool(stored.get("descending", True)))
    except (TypeError, ValueError, AttributeError):
        raise UnknownPart("order", stored) from None


def _place(value: Any, measures: int) -> int:
    place = int(value)
    if not 0 <= place < measures:
        raise UnknownPart("measure", value)
    return place


def _limit(value: Any) -> int | None:
    if value in (None, "", 0):
        return None
    try:
        return max(1, min(int(value), LIMITS[-1]))
    except (TypeError, ValueError):
        raise UnknownPart("limit", value) from None


def _one_of(value: Any, known: Sequence[str], part: str) -> str:
    if value not in known:
        raise UnknownPart(part, value)
    return str(value)


def needs_lines(question: Question) -> bool:
    """Whether something asks for the single lines of purchases."""
    by_product = any(one.via == Via.PRODUCT for one in question.dimensions) or any(
        one.dimension.via == Via.PRODUCT for one in question.filters
    )
    without_heads = any(ATOMS[a].heads is None for m in question.measures for a in m.atoms if ATOMS[a].fact == "sales")
    return by_product or without_heads
