"""The rows of one fact with the values that the question splits and narrows them by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from idic.warehouse.measures.atoms import ATOMS
from idic.warehouse.measures.declaration import Context, Dimension, Fact, Nature, Via
from idic.warehouse.questions.errors import NotInSnapshot, UnknownPart
from idic.warehouse.questions.periods import Compared, Span
from idic.warehouse.questions.question import Filter, Op, Question, needs_lines
from idic.warehouse.rights import OF_CASES, RowCut

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from idic.warehouse.questions.coding import Codes
    from idic.warehouse.reading import Star
    from idic.warehouse.snapshots import Snapshot

#: mart, its key and the column of the fact that it is joined by
JOINED = {
    Via.CUSTOMER: ("customers", "customer_id"),
    Via.SCORE: ("scores", "customer_id"),
    Via.SEGMENT: ("memberships", "customer_id"),
    Via.PRODUCT: ("products", "product_id"),
}

#: The day of a row, moved to where it is compared.
MOVED = "moved_day"


@dataclass(frozen=True)
class Numbering:
    """What a row's number is made of: the values of each dimension, by their codes, and the bounds of each atom's values."""

    values: Mapping[str, list[Any]]
    bounds: Mapping[str, tuple[int, int]]

    def size(self, name: str) -> int:
        """Of the values of an atom, with 0 for none; `name` is its column."""
        low, high = self.bounds[name[2:]]
        return high - low + 2


@dataclass(frozen=True)
class Source:
    """What all parts of one question are read from. `newest` is the published snapshot where `star` is of an older one."""

    question: Question
    star: Star
    cut: RowCut
    today: date
    currency: str
    newest: Snapshot | None = None
    #: Dimensions that are grouped by as small numbers, under their codes.
    codes: Mapping[str, Codes] = field(default_factory=dict)
    numbering: Numbering | None = None

    @property
    def context(self) -> Context:
        return Context(self.today)

    def mart(self, name: str) -> ir.Table:
        if not self.star.holds(name):
            raise NotInSnapshot(name)
        newest = self.newest
        if newest is None or (self.cut.reaches_all and name not in OF_CASES):
            return self.cut.table(self.star, name)
        if name in OF_CASES and "cases" not in newest.rows:
            raise NotInSnapshot(name)
        return self.cut.table(self.star, name, today=lambda other: self.star.borrow(newest, other))


def rows_of(
    source: Source, fact: Fact, span: Span | None, earlier: Compared | None = None, *, once: bool = False
) -> ir.Table:
    """The columns of the mart, with d0, d1 … for the question's dimensions. With `earlier` the days are moved to where
    they are compared. `once` leaves out what a customer may stand under several times, so that each row is there once.
    """
    question = source.question
    table = source.mart(mart_of(fact, question))
    if fact.money:
        table = table.filter(table.currency == source.currency)
    if fact.day:
        table = table.filter(table[fact.day].notnull())
        if span is not None:
            table = table.filter(table[fact.day].between(_literal(span.first), _literal(span.last)))
    for one in question.filters:
        if one.dimension.overlaps:
            table = _among(source, table, one)
    plain = [one for one in question.filters if not one.dimension.overlaps]
    split = [one for one in question.dimensions if not (once and one.overlaps)]
    wanted = [*(one for one in split if one.code not in source.codes), *(one.dimension for one in plain)]
    table, names = _joined(source, fact, table, wanted, earlier)
    table = _with_scores(source, fact, table)
    if any(one.code == "customer" for one in question.dimensions):
        # Purchases without a name are nobody's: they are no row among the customers.
        table = table.filter(table[names["customer"]].notnull())
    for one in plain:
        table = table.filter(_holds(table[names[one.dimension.code]], one))
    found: dict[str, str] = {}
    for n, dimension in enumerate(question.dimensions):
        if dimension.code in source.codes:
            if dimension.via == Via.DAY:
                table = table.mutate(**{MOVED: _moved(table[fact.day], earlier)})
            table = source.codes[dimension.code].joined(table, f"d{n}")
        elif dimension in split:
            found[f"d{n}"] = names[dimension.code]
    return table.mutate(**{name: table[column] for name, column in found.items()})


def _among(source: Source, table: ir.Table, filter_: Filter) -> ir.Table:
    """The customers of a segment, each once, however many of the segments hold them."""
    mart, key = JOINED[filter_.dimension.via]
    members = source.mart(mart)
    ids = [int(one) for one in filter_.values if one is not None and one.isdigit()]
    found = members.filter(members[filter_.dimension.column].isin(ids)).select(key)
    return table.anti_join(found, key) if filter_.op == Op.IS_NOT else table.semi_join(found, key)


def mart_of(fact: Fact, question: Question) -> str:
    return fact.heads if fact.heads and not needs_lines(question) else fact.mart


def _joined(
    source: Source, fact: Fact, table: ir.Table, wanted: Sequence[Dimension], earlier: Compared | None
) -> tuple[ir.Table, dict[str, str]]:
    names: dict[str, str] = {}
    joins: dict[Via, dict[str, Any]] = {}
    for dimension in dict.fromkeys(wanted):
        name = f"v{len(names)}"
        names[dimension.code] = name
        if dimension.via == Via.DAY:
            table = table.mutate(**{name: _day(table, fact, dimension, source.context, earlier)})
        elif dimension.via == Via.OWN:
            table = table.mutate(**{name: _clean(table[dimension.column], dimension)})
        elif dimension.via == Via.CUSTOMER and fact.mart == "customers":
            table = table.mutate(**{name: _clean(dimension.value(table, source.context), dimension)})
        elif dimension.code == "customer":
            table = table.mutate(**{name: table.customer_id})
        else:
            joins.setdefault(dimension.via, {})[name] = dimension
    for via, dimensions in joins.items():
        mart, key = JOINED[via]
        other = source.mart(mart)
        made = {name: value_of(other, one, source.context) for name, one in dimensions.items()}
        other = other.select(**{f"{mart}_key": other[key]}, **made)
        table = table.left_join(other, table[key] == other[f"{mart}_key"])
    return table, names


def value_of(table: ir.Table, dimension: Dimension, context: Context) -> Any:
    if dimension.make is None and dimension.column not in table.columns:
        raise NotInSnapshot(dimension.label)
    return _clean(dimension.value(table, context), dimension)


def _clean(value: Any, dimension: Dimension) -> Any:
    """An empty text says no more than none."""
    return value.nullif("") if dimension.nature in (Nature.TEXT, Nature.CODE) and value.type().is_string() else value


def _day(table: ir.Table, fact: Fact, dimension: Dimension, context: Context, earlier: Compared | None) -> Any:
    return time_of(_moved(table[fact.day], earlier), dimension, context)


def _moved(day: Any, earlier: Compared | None) -> Any:
    import ibis

    if earlier is None:
        return day
    step = ibis.interval(months=earlier.months) if earlier.months else ibis.interval(days=earlier.days)
    return (day + step).cast("date")


def time_of(day: Any, dimension: Dimension, context: Context) -> Any:
    made = day if dimension.make is None else dimension.make(day, context)
    return made.cast("date") if dimension.nature == Nature.TIME else made


def _with_scores(source: Source, fact: Fact, table: ir.Table) -> ir.Table:
    """The scores that measures of people are made of."""
    atoms = [ATOMS[a] for m in source.question.measures for a in m.atoms if ATOMS[a].fact == fact.code]
    columns = sorted({column for atom in atoms for column in atom.scores})
    if not columns:
        return table
    scores = source.mart("scores")
    for column in columns:
        if column not in scores.columns:
            label = next(m.label for m in source.question.measures if any(column in ATOMS[a].scores for a in m.atoms))
            raise NotInSnapshot(label)
    scores = scores.select("customer_id", *columns).rename(scored_id="customer_id")
    return table.left_join(scores, table.customer_id == scores.scored_id)


def _holds(column: Any, filter_: Filter) -> Any:
    """The condition. Text is compared as it is written, and contained without regard to case."""
    import ibis

    known = [_typed(filter_.dimension, one) for one in filter_.values if one is not None]
    unknown = None in filter_.values
    match filter_.op:
        case Op.CONTAINS:
            text = column.cast("string").lower()
            found = [text.contains(str(one).lower()) for one in filter_.values if one is not None]
            return ibis.or_(*found)
        case Op.FROM:
            return column >= known[0]
        case Op.TO:
            return column <= known[0]
    inside = column.isin(known) if known else ibis.literal(False)
    if unknown:
        inside = inside | column.isnull()
    if filter_.op == Op.IS:
        return inside.fill_null(False)
    return ~inside.fill_null(False)


def _typed(dimension: Dimension, text: str) -> Any:
    try:
        if dimension.nature == Nature.TIME:
            return _literal(date.fromisoformat(text))
        if dimension.nature in (Nature.RECORD, Nature.NUMBER) or dimension.code == "weekday":
            return int(text)
    except ValueError:
        raise UnknownPart("value", text) from None
    return text


def _literal(day: date) -> Any:
    import ibis

    return ibis.date(day.isoformat())
