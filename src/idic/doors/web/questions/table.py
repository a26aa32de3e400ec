"""The pivot as rows of a table, each figure with the address that drills into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.questions.words import Names, figure_text
from idic.doors.web.segments.links import customer_url
from idic.foundation.languages import formats
from idic.warehouse.measures.declaration import Dimension, Good, Measure, Via
from idic.warehouse.measures.dimensions import DIMENSIONS
from idic.warehouse.questions.pivot import Figure, Key, Pivot
from idic.warehouse.questions.question import Filter, Op, Question, Show

Address = Callable[[Question], str]


@dataclass(frozen=True)
class Heading:
    text: str
    span: int = 1
    is_total: bool = False


@dataclass(frozen=True)
class CellShown:
    text: str
    raw: float | None
    url: str = ""
    change: str = ""
    tone: str = ""
    earlier: str = ""


@dataclass(frozen=True)
class RowShown:
    heads: tuple[str, ...]
    cells: tuple[CellShown, ...]
    is_total: bool
    depth: int
    url: str = ""


@dataclass(frozen=True)
class PivotTable:
    """`tops` are the values of the column dimensions, one line for each; `measures` stand below where there are several."""

    row_labels: tuple[str, ...]
    tops: tuple[tuple[Heading, ...], ...]
    measures: tuple[str, ...]
    rows: tuple[RowShown, ...]

    @property
    def head_span(self) -> int:
        return max(len(self.row_labels), 1)


def table_of(pivot: Pivot, names: Names, address: Address) -> PivotTable:
    question = pivot.question
    labels = tuple(str(one.label) for one in question.rows)
    rows = tuple(_row(pivot, names, address, line.key, is_total=line.is_total) for line in pivot.rows)
    several = len(question.measures) > 1
    measures = (
        tuple(str(m.label) for _line in pivot.columns for m in question.measures)
        if several or not question.columns
        else ()
    )
    return PivotTable(labels, _tops(pivot, names), measures, rows)


def _tops(pivot: Pivot, names: Names) -> tuple[tuple[Heading, ...], ...]:
    question = pivot.question
    wide = len(question.measures)
    found = []
    for place, dimension in enumerate(question.columns):
        line: list[Heading] = []
        last: Key | None = None
        for column in pivot.columns:
            key = column.key[: place + 1]
            if column.is_total:
                line.append(Heading(_("Total") if not place else "", wide, is_total=True))
            elif key == last:
                line[-1] = replace(line[-1], span=line[-1].span + wide)
            else:
                line.append(Heading(names.text(dimension, key[-1]), wide))
            last = None if column.is_total else key
        found.append(tuple(line))
    return tuple(found)


def _row(pivot: Pivot, names: Names, address: Address, key: Key, *, is_total: bool) -> RowShown:
    question = pivot.question
    heads = [names.text(dimension, value) for dimension, value in zip(question.rows, key, strict=False)]
    if is_total:
        heads.append(_("Total") if not key else _("Subtotal"))
    heads += [""] * (len(question.rows) - len(heads))
    cells = tuple(
        _cell(pivot, address, key, column.key, place)
        for column in pivot.columns
        for place in range(len(question.measures))
    )
    return RowShown(tuple(heads), cells, is_total, len(key), _row_url(question, key, address))


def _row_url(question: Question, key: Key, address: Address) -> str:
    """A customer's own page, or what is finer than the row."""
    if not key:
        return ""
    last = question.rows[len(key) - 1]
    if last.code == "customer" and key[-1]:
        return customer_url(int(key[-1]))
    narrowed = narrow(question, key, ())
    return address(narrowed) if narrowed else ""


def _cell(pivot: Pivot, address: Address, row: Key, column: Key, place: int) -> CellShown:
    question, measure = pivot.question, pivot.question.measures[place]
    figure, shown = pivot.figure(row, column, place), pivot.shown(row, column, place)
    share = question.show in (Show.SHARE_TOTAL, Show.SHARE_ROW, Show.SHARE_COLUMN) and not measure.is_ratio
    narrowed = narrow(question, row, column) if row or column else None
    change, tone = change_of(figure, measure) if question.compare else ("", "")
    return CellShown(
        figure_text(shown, measure, share=share), shown, address(narrowed) if narrowed else "", change, tone,
        figure_text(figure.earlier, measure) if question.compare else "",
    )  # fmt: skip


def change_of(figure: Figure, measure: Measure) -> tuple[str, str]:
    """As words, and whether it is to be welcomed."""
    if figure.change is None or not figure.earlier:
        return ("", "")
    text = formats.signed_percent(figure.change_share or 0.0)
    if not figure.change or measure.good == Good.NEITHER:
        return text, "neither"
    return text, "good" if (figure.change > 0) == (measure.good == Good.UP) else "bad"


def narrow(question: Question, row: Key, column: Key) -> Question | None:
    """What stands behind the crossing, split by what comes next below; None where there is nothing finer to see."""
    taken = [*zip(question.rows, row, strict=False), *zip(question.columns, column, strict=False)]
    if any(dimension.code == "customer" for dimension, _value in taken):
        return None
    filters = [*question.filters, *(Filter(dimension, Op.IS, (value,)) for dimension, value in taken)]
    gone = {dimension for dimension, _value in taken}
    rows = tuple(one for one in question.rows if one not in gone)
    columns = tuple(one for one in question.columns if one not in gone)
    if not rows and taken:
        finer = _finer(taken[0][0], question)
        rows = (finer,) if finer and finer not in columns else ()
    if len(filters) > 12:
        return None
    return replace(
        question, rows=rows, columns=columns, filters=tuple(dict.fromkeys(filters)), having=(), sort=None, limit=None,
        chart="auto",
    )  # fmt: skip


def _finer(dimension: Dimension, question: Question) -> Dimension | None:
    below: Dimension | None = DIMENSIONS.get(dimension.below)
    if below is not None and all(fact.reaches(below) for fact in question.facts):
        return below
    month = DIMENSIONS["month"]
    if dimension.via != Via.DAY and all(fact.reaches(month) for fact in question.facts):
        return month
    return None


def raw_rows(pivot: Pivot, names: Names) -> list[list[Any]]:
    """For files: numbers as numbers, and a line of headings first."""
    question = pivot.question
    heads = [str(one.label) for one in question.rows]
    for column in pivot.columns:
        words = [names.text(one, value) for one, value in zip(question.columns, column.key, strict=False)]
        for measure in question.measures:
            parts = [*(words or ([_("Total")] if question.columns else [])), str(measure.label)]
            heads.append(" · ".join(parts))
            if question.compare:
                heads.append(_("%(column)s, compared") % {"column": " · ".join(parts)})
    lines: list[list[Any]] = [heads]
    for line in pivot.rows:
        shown: list[Any] = [names.text(one, value) for one, value in zip(question.rows, line.key, strict=False)]
        if line.is_total:
            shown.append(_("Total") if not line.key else _("Subtotal"))
        shown += [""] * (len(question.rows) - len(shown))
        for column in pivot.columns:
            for place in range(len(question.measures)):
                shown.append(_rounded(pivot.shown(line.key, column.key, place)))
                if question.compare:
                    shown.append(_rounded(pivot.figure(line.key, column.key, place).earlier))
        lines.append(shown)
    return lines


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
