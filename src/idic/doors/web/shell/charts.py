"""A chart's data beside its picture: every chart on a page can be read as a table and taken away as CSV or PNG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

from idic.foundation.languages import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Cell = str | int | float | Decimal | date | None


class ChartEncoder(DjangoJSONEncoder):
    """Decimals as numbers: an axis cannot be drawn from text."""

    def default(self, o: object) -> object:
        return float(o) if isinstance(o, Decimal) else super().default(o)


@dataclass(frozen=True)
class ShownCell:
    text: str
    raw: str
    numeric: bool
    link: str = ""


@dataclass(frozen=True)
class ShownRow:
    head: ShownCell
    cells: tuple[ShownCell, ...]
    link: str


@dataclass(frozen=True)
class ChartTable:
    """`forms` names the format of each column ("", "number", "money:THB", "percent", "month", "day");
    `links` gives each row the address of the records behind it, and the points of the chart with it; `cell_links` gives
    single cells theirs, by row and then by column behind the first (the points of the chart name their own)."""

    columns: Sequence[str | _StrPromise]
    rows: Sequence[Sequence[Cell]]
    forms: Sequence[str] = field(default_factory=tuple)
    links: Sequence[str] = field(default_factory=tuple)
    cell_links: Sequence[Sequence[str]] = field(default_factory=tuple)

    def _cell(self, value: Cell, column: int, row: int) -> ShownCell:
        numeric = isinstance(value, int | float | Decimal)
        form = self.forms[column] if column < len(self.forms) else ("number" if numeric else "")
        raw = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
        links = self.cell_links[row] if row < len(self.cell_links) else ()
        link = links[column - 1] if 0 < column <= len(links) else ""
        return ShownCell(formats.by_name(value, form), raw, numeric, link)

    def shown_rows(self) -> list[ShownRow]:
        shown = []
        for position, row in enumerate(self.rows):
            head, *cells = (self._cell(value, column, position) for column, value in enumerate(row))
            shown.append(ShownRow(head, tuple(cells), self.links[position] if position < len(self.links) else ""))
        return shown

    def numeric_columns(self) -> list[bool]:
        first = self.rows[0] if self.rows else [""] * len(self.columns)
        return [isinstance(value, int | float | Decimal) for value in first]

    def headings(self) -> list[tuple[str | _StrPromise, bool]]:
        return list(zip(self.columns, self.numeric_columns(), strict=True))


@dataclass(frozen=True)
class Picture:
    """What a chart draws, and the same as a table."""

    option: dict[str, Any]
    table: ChartTable
