"""The question: plain data that is checked when it is read, and written back the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from idic.warehouse.measures.atoms import ATOMS
from idic.warehouse.measures.declaration import Dimension, Fact, Measure, Nature, Via
from idic.warehouse.measures.facts import FACTS
from idic.warehouse.questions.periods import Period

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


CHARTS = ("auto", "table", "line", "area", "bar", "stacked", "pie", "heatmap", "map", "figure")
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
        if not by_value:
            return Sort(None, descending=False)
        if self.compares_rows:
            # Who asks for losses wants the greatest of them first.
            return Sort(0, Of.CHANGE, descending=not any(one.op.startswith("<") for one in self.having))
        return Sort(0)

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


def needs_lines(question: Question) -> bool:
    """Whether something asks for the single lines of purchases."""
    by_product = any(one.via == Via.PRODUCT for one in question.dimensions) or any(
        one.dimension.via == Via.PRODUCT for one in question.filters
    )
    without_heads = any(ATOMS[a].heads is None for m in question.measures for a in m.atoms if ATOMS[a].fact == "sales")
    return by_product or without_heads
