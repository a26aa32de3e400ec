"""One question, one expression: the cells of the pivot with the totals of every level, in long form.

Columns: lr and lc say how many of the row and column dimensions a line is split by; d0, d1 … are their values; a_<atom>
is the time asked for, e_<atom> what it is compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from typing import TYPE_CHECKING, Any

from idic.warehouse.measures.atoms import ATOMS
from idic.warehouse.measures.declaration import Atom, Different, Fact, Measure
from idic.warehouse.measures.facts import FACTS
from idic.warehouse.questions.periods import Compared, Span, compared_with
from idic.warehouse.questions.question import Having, Of, Question, needs_lines
from idic.warehouse.questions.rows import Source, mart_of, rows_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

_E4 = 10_000


@dataclass(frozen=True)
class Level:
    rows: int
    columns: int


def levels_of(question: Question) -> list[Level]:
    """The cells, both kinds of totals, the whole, and where wanted the subtotals between."""
    r, c = len(question.rows), len(question.columns)
    across = range(c + 1) if question.subtotals else sorted({0, c})
    down = range(r + 1) if question.subtotals else sorted({0, r})
    return [Level(i, j) for i in down for j in across]


def atoms_of(question: Question) -> list[Atom]:
    return [ATOMS[code] for code in dict.fromkeys(a for m in question.measures for a in m.atoms)]


def adds_up(question: Question) -> bool:
    """Whether totals may be summed from the cells."""
    lines = needs_lines(question)
    atoms = all(_adds(atom, lines) for atom in atoms_of(question))
    return atoms and not any(one.overlaps for one in question.dimensions)


def _adds(atom: Atom, lines: bool) -> bool:
    return atom.lines_add if lines or atom.heads is None else atom.heads_add


def maker(atom: Atom, question: Question) -> Callable[[Any], Any]:
    """Of lines, or of whole purchases where nothing asks for lines."""
    return atom.lines if atom.heads is None or needs_lines(question) else atom.heads


def rolls_up(question: Question) -> bool:
    """Whether the cells alone are enough: they add up, and none of them is cut off by its figure."""
    few = not any(one.is_long for one in question.dimensions)
    return adds_up(question) and few and not question.having and question.limit is None


def gathers(question: Question) -> bool:
    """Whether the cells are enough with the values that are counted in their rows: nothing is cut off by its figure, and what
    does not add up is a number of different values."""
    lines = needs_lines(question)
    atoms = all(_adds(atom, lines) or isinstance(maker(atom, question), Different) for atom in atoms_of(question))
    few = not any(one.is_long or one.overlaps for one in question.dimensions)
    return atoms and few and bool(question.dimensions) and not question.having and question.limit is None


def counted_atoms(question: Question) -> list[tuple[str, str, str]]:
    """The code, the mart and the column of each whose different values are counted."""
    makers = [(atom, maker(atom, question)) for atom in atoms_of(question)]
    return [
        (atom.code, mart_of(FACTS[atom.fact], question), make.column)
        for atom, make in makers
        if isinstance(make, Different)
    ]


def compile_question(source: Source) -> ir.Table:
    return _Compiler(source).expression()


def compile_cells(source: Source) -> ir.Table:
    """Only the finest cells, without lr and lc."""
    compiler = _Compiler(source)
    return compiler.cells()


@dataclass(frozen=True)
class Part:
    """Of one fact and time: what adds up, of each cell, and what is counted, as one number of each row."""

    cells: ir.Table | None
    counted: ir.Table | None


def compile_parts(source: Source) -> list[Part]:
    return _Compiler(source).parts()


class _Compiler:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._question = source.question
        self._names = [f"d{n}" for n in range(len(self._question.dimensions))]
        self._columns = [
            f"{side}_{atom.code}"
            for side in ("ae" if self._question.compare else "a")
            for atom in atoms_of(self._question)
        ]
        self._parts = self._all_parts(once=False)
        self._overlaps = {n for n, one in zip(self._names, self._question.dimensions, strict=True) if one.overlaps}
        self._parts_once = self._all_parts(once=True) if self._overlaps else self._parts
        self._cells = self._grouped(self._names) if adds_up(self._question) else None

    def expression(self) -> ir.Table:
        question, r = self._question, len(self._question.rows)
        keep: ir.Table | None = None
        rows = self._at(Level(r, 0), None)
        if r and question.having:
            rows = self._having(self._with_figures(rows, question.having)).select(*rows.columns)
            keep = rows.select(*self._names[:r])
        if r:
            rows = self._ordered(rows).limit(question.most_rows + 1)
        found = []
        for level in levels_of(question):
            if level == Level(r, 0):
                found.append(self._told(level, rows))
                continue
            table = self._at(level, keep)
            if level.rows == r and r:
                table = _semi(table, rows, self._names[:r])
            found.append(self._told(level, table))
        return reduce(lambda one, other: one.union(other), found)

    def cells(self) -> ir.Table:
        cells = self._grouped(self._names)
        return cells.select(*self._names, **{name: cells[name].cast(_type(name)) for name in self._columns})

    def parts(self) -> list[Part]:
        found = []
        for table, fact, side in self._parts:
            makers: dict[str, Any] = {f"{side}_{atom.code}": maker(atom, self._question) for atom in self._atoms(fact)}
            counted = {name: make for name, make in makers.items() if isinstance(make, Different)}
            sums = {name: make(table).cast(_type(name)) for name, make in makers.items() if name not in counted}
            numbers = {name: self._number(table, name, make) for name, make in counted.items()}
            found.append(
                Part(
                    table.group_by(self._names).aggregate(**sums) if sums else None,
                    table.select(**numbers) if numbers else None,
                )
            )
        return found

    def _number(self, table: ir.Table, name: str, different: Different) -> Any:
        """Rows' cell, value, columns' cell: the first counts most."""
        import ibis

        numbering, r = self._source.numbering, len(self._question.rows)
        assert numbering is not None
        sizes = [len(numbering.values[one.code]) for one in self._question.dimensions]
        low, _high = numbering.bounds[name[2:]]
        places = [(table[column].cast("int64"), size) for column, size in zip(self._names, sizes, strict=True)]
        value = different.counted(table).cast("int64").fill_null(low - 1) - (low - 1)
        number: Any = ibis.literal(0, "int64")
        for place, size in (*places[:r], (value, numbering.size(name)), *places[r:]):
            number = number * size + place
        return number.cast("uint32" if prod(sizes) * numbering.size(name) < 1 << 32 else "int64")

    def _all_parts(self, *, once: bool) -> list[tuple[ir.Table, Fact, str]]:
        question = self._question
        span = question.period.span(self._source.today)
        parts = []
        for fact in question.facts:
            parts.append((rows_of(self._source, fact, span, once=once), fact, "a"))
            if question.compare and span is not None:
                earlier: Compared = compared_with(span, question.compare)
                moved: Span | None = earlier.span
                parts.append((rows_of(self._source, fact, moved, earlier, once=once), fact, "e"))
        return parts

    def _at(self, level: Level, keep: ir.Table | None) -> ir.Table:
        names = self._names_of(level)
        r = len(self._question.rows)
        if self._cells is None:
            return self._grouped(names, keep)
        cells = self._cells if keep is None else _semi(self._cells, keep, self._names[:r])
        if names == self._names:
            return cells
        sums = {name: cells[name].sum() for name in self._columns}
        return cells.group_by(names).aggregate(**sums) if names else cells.aggregate(**sums)

    def _names_of(self, level: Level) -> list[str]:
        r = len(self._question.rows)
        return [*self._names[: level.rows], *self._names[r : r + level.columns]]

    def _grouped(self, names: Sequence[str], keep: ir.Table | None = None) -> ir.Table:
        """Each fact and time on its own, then side by side."""
        import ibis

        r = len(self._question.rows)
        found = []
        for table, fact, side in self._parts if keep is not None or self._overlaps & set(names) else self._parts_once:
            rows = table if keep is None else _semi(table, keep, self._names[:r])
            made = {f"{side}_{atom.code}": _aggregate(atom, rows, self._question) for atom in self._atoms(fact)}
            grouped = rows.group_by(list(names)).aggregate(**made) if names else rows.aggregate(**made)
            missing = {name: ibis.null().cast(_type(name)) for name in self._columns if name not in made}
            found.append(
                grouped.select(
                    *names,
                    **{n: missing.get(n, grouped[n].cast(_type(n)) if n in made else None) for n in self._columns},
                )
            )
        if len(found) == 1:
            return found[0]
        together = reduce(lambda one, other: one.union(other), found)
        sums = {name: together[name].sum().cast(_type(name)) for name in self._columns}
        return together.group_by(list(names)).aggregate(**sums) if names else together.aggregate(**sums)

    def _atoms(self, fact: Fact) -> list[Atom]:
        return [atom for atom in atoms_of(self._question) if atom.fact == fact.code]

    def _with_figures(self, table: ir.Table, having: Sequence[Having]) -> ir.Table:
        figures = {f"h{n}": figure(table, self._question.measures[one.measure], one.of) for n, one in enumerate(having)}
        return table.mutate(**figures)

    def _having(self, table: ir.Table) -> ir.Table:
        for n, one in enumerate(self._question.having):
            compare: dict[str, Callable[[Any, float], Any]] = {
                "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
                "=": lambda a, b: a == b,
            }  # fmt: skip
            table = table.filter(compare[one.op](table[f"h{n}"], one.value))
        return table

    def _ordered(self, rows: ir.Table) -> ir.Table:
        import ibis

        order = self._question.order
        keys = [rows[name].asc(nulls_first=False) for name in self._names[: len(self._question.rows)]]
        if order.measure is None:
            turned = [ibis.desc(rows[n], nulls_first=False) for n in self._names[: len(self._question.rows)]]
            return rows.order_by(turned if order.descending else keys)
        value = figure(rows, self._question.measures[order.measure], order.of)
        first = value.desc(nulls_first=False) if order.descending else value.asc(nulls_first=False)
        return rows.order_by([first, *keys])

    def _told(self, level: Level, table: ir.Table) -> ir.Table:
        import ibis

        present = set(self._names_of(level))
        kinds = {name: self._parts[0][0][name].type() for name in self._names}
        dimensions = {
            name: table[name].cast(kinds[name]) if name in present else ibis.null().cast(kinds[name])
            for name in self._names
        }
        return table.select(
            lr=ibis.literal(level.rows).cast("int32"), lc=ibis.literal(level.columns).cast("int32"), **dimensions,
            **{name: table[name].cast(_type(name)) for name in self._columns},
        )  # fmt: skip


def figure(table: ir.Table, measure: Measure, of: Of) -> Any:
    """The measure of each row of a grouped table; null where it would divide by nothing."""
    if of == Of.VALUE:
        return _measured(table, measure, "a")
    if of == Of.EARLIER:
        return _measured(table, measure, "e")
    now, earlier = _measured(table, measure, "a"), _measured(table, measure, "e")
    change = now - earlier
    return change if of == Of.CHANGE else change / earlier.abs().nullif(0)


def _measured(table: ir.Table, measure: Measure, side: str) -> Any:
    name = f"{side}_{measure.top}"
    if name not in table.columns:
        name = f"a_{measure.top}"
    side = name[0]
    top = _scaled(table[name], ATOMS[measure.top])
    if not measure.is_ratio:
        return top.fill_null(0)
    bottom = _scaled(table[f"{side}_{measure.bottom}"], ATOMS[measure.bottom])
    return top / bottom.nullif(0)


def _scaled(column: Any, atom: Atom) -> Any:
    return column.cast("float64") / _E4 if atom.e4 else column.cast("float64")


def _aggregate(atom: Atom, table: ir.Table, question: Question) -> Any:
    return maker(atom, question)(table)


def _type(name: str) -> str:
    atom = ATOMS[name[2:]]
    counted = atom.e4 or atom.code.startswith(("valued", "modelled", "with_"))
    return "float64" if atom.scores and not counted else "int64"


def _semi(table: ir.Table, kept: ir.Table, names: Sequence[str]) -> ir.Table:
    """Not known is a value like any other here."""
    if not names:
        return table
    renamed = kept.select(**{f"k_{name}": kept[name] for name in names})
    return table.semi_join(renamed, [table[name].identical_to(renamed[f"k_{name}"]) for name in names])
