"""Dimensions as small whole numbers while the engine groups: numbers are joined and grouped in half the time of texts, and
only the cells of the answer are told in words. What a dimension is, and what of it a reader sees, is declared as ever: its
own expression is asked once, for each customer or product instead of each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from idic.warehouse.measures.declaration import Dimension, Via
from idic.warehouse.questions.periods import Span
from idic.warehouse.questions.question import Question
from idic.warehouse.questions.rows import JOINED, MOVED, Numbering, Source, mart_of, time_of, value_of

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from idic.warehouse.asking.desk import Work

MOST_VALUES = 65_000
#: Among so many consecutive numbers DuckDB finds one by its place, and beyond them by hashing, which takes five times as
#: long: longer tables are asked piece by piece.
PIECE = 1_000_000
MOST_PIECES = 3
#: Cells that there could be.
MOST_PLACES = 8_000_000


@dataclass(frozen=True)
class Piece:
    """A table of the engine for all keys above `low` up to `high`; `low` itself stands for whatever lies outside."""

    name: str
    low: int
    high: int


@dataclass(frozen=True)
class ByNumber:
    """`values[n]` is what code n stands for. 0 is what is not known; also a record that is not there, or is another's."""

    values: list[Any]
    key: str
    pieces: tuple[Piece, ...]
    #: days are numbered from 1970
    type: str = "int64"

    def joined(self, table: ir.Table, name: str) -> ir.Table:
        columns = []
        for piece in self.pieces:
            codes = _kept(piece.name, self.type, self.values)
            key, low, high = table[self.key].cast(self.type), piece.low, piece.high
            if self.type == "date":
                at = key.between(_day(low + 1), _day(high)).ifelse(key, _day(low))
            else:
                at = key.between(low + 1, high).ifelse(key, low)
            table = table.join(codes, at == codes[f"k_{piece.name}"])
            columns.append(f"c_{piece.name}")
        # of all pieces only one says more than 0
        return table.mutate(
            **{name: sum((table[one].cast(_TYPE) for one in columns[1:]), table[columns[0]].cast(_TYPE))}
        )


@dataclass(frozen=True)
class ByText:
    """The same of a text that stands on the fact itself. An empty one says no more than none."""

    values: list[Any]
    key: str
    piece: str

    def joined(self, table: ir.Table, name: str) -> ir.Table:
        codes = _kept(self.piece, "string", self.values)
        table = table.join(codes, table[self.key].fill_null("") == codes[f"k_{self.piece}"])
        return table.mutate(**{name: table[f"c_{self.piece}"].cast(_TYPE)})


Codes = ByNumber | ByText
_TYPE = "uint16"
_EPOCH = date(1970, 1, 1)


def codes_for(source: Source, work: Work) -> Mapping[str, Codes]:
    """For the dimensions where it serves, under their codes; their tables stand where `work` works."""
    found: dict[str, Codes] = {}
    for n, dimension in enumerate(source.question.dimensions):
        codes: Codes | None = None
        if dimension.via == Via.OWN:
            codes = _of_fact(source, dimension, f"codes_{n}", work)
        elif dimension.via == Via.DAY:
            codes = _of_days(source, dimension, f"codes_{n}", work)
        elif dimension.via in JOINED and not dimension.overlaps and not _is_own(source.question, dimension):
            codes = _of_others(source, dimension, f"codes_{n}", work)
        if codes is not None:
            found[dimension.code] = codes
    return found


def _is_own(question: Question, dimension: Dimension) -> bool:
    """Whether it stands on every fact itself: nothing is joined that could be quicker."""
    return dimension.via == Via.CUSTOMER and all(fact.mart == "customers" for fact in question.facts)


def numbering_for(source: Source, atoms: Sequence[tuple[str, str, str]], work: Work) -> Numbering | None:
    """`atoms`: the code of each that is counted, its mart and column. None where numbers would be too large."""
    bounds: dict[str, tuple[int, int]] = {}
    for mart in {mart for _code, mart, _column in atoms}:
        own = [(code, column) for code, of, column in atoms if of == mart]
        with work.building():
            table = source.star.table(mart)
            ends = {f"{end}_{code}": getattr(table[column], end)() for code, column in own for end in ("min", "max")}
            asked = table.aggregate(**ends)
        (row,) = work.arrow(asked).to_pylist()
        bounds |= {code: (row[f"min_{code}"] or 0, row[f"max_{code}"] or 0) for code, _column in own}
    numbering = Numbering({code: codes.values for code, codes in source.codes.items()}, bounds)
    cells = prod(len(values) for values in numbering.values.values())
    if len(numbering.values) < len(source.question.dimensions) or cells > MOST_PLACES:
        return None
    return numbering if all(cells * numbering.size(f"a_{code}") < 1 << 63 for code in bounds) else None


def _of_days(source: Source, dimension: Dimension, name: str, work: Work) -> ByNumber | None:
    import ibis
    import pyarrow as pa

    span = source.question.period.span(source.today) or _all_days(source, work)
    if span is None or (span.last - span.first).days > MOST_VALUES:
        return None
    # What is moved may come to lie outside by the length of a month.
    spare = 40 if source.question.compare else 0
    days = np.arange((span.first - _EPOCH).days - spare, (span.last - _EPOCH).days + spare + 1, dtype=np.int32)
    work.keep(f"days_{name}", pa.table({"k": pa.array(days).cast(pa.date32())}))
    with work.building():
        listed = ibis.table({"k": "date"}, name=f"days_{name}")
        asked = listed.select(k=listed.k.cast("date").epoch_days(), v=time_of(listed.k, dimension, source.context))
    return _by_number(work.arrow(asked, most=len(days)), MOVED, name, work, "date")


def _all_days(source: Source, work: Work) -> Span | None:
    ends = []
    for fact in source.question.facts:
        with work.building():
            source.mart(mart_of(fact, source.question))
            day = source.star.table(mart_of(fact, source.question))[fact.day]
            asked = day.as_table().aggregate(first=day.min(), last=day.max())
        ends += [end for end in work.arrow(asked).to_pylist()[0].values() if end is not None]
    return Span(min(ends), max(ends)) if ends else None


def _of_others(source: Source, dimension: Dimension, name: str, work: Work) -> ByNumber | None:
    mart, key = JOINED[dimension.via]
    if source.star.snapshot.rows.get(mart, 0) > PIECE * MOST_PIECES:
        return None
    with work.building():
        other = source.mart(mart)
        asked = other.select(k=other[key], v=value_of(other, dimension, source.context)).filter(lambda t: t.k.notnull())
    return _by_number(work.arrow(asked, most=PIECE * MOST_PIECES), key, name, work)


def _by_number(table: pa.Table, key: str, name: str, work: Work, kind: str = "int64") -> ByNumber | None:
    """`table` holds each key (k) with its value (v)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    encoded = table.column("v").combine_chunks().dictionary_encode()
    keys = table.column("k").to_numpy()
    low, high = (int(keys.min()), int(keys.max())) if len(keys) else (0, 0)
    if len(encoded.dictionary) > MOST_VALUES or high - low >= PIECE * MOST_PIECES:
        return None
    there = np.zeros(high - low + 1, dtype=bool)
    there[keys - low] = True
    if np.count_nonzero(there) < len(keys):
        # A record that stands twice would have two values.
        return None
    codes = np.zeros(high - low + 1, dtype=np.int32)
    codes[keys - low] = pc.add(pc.fill_null(encoded.indices, -1), 1).to_numpy(zero_copy_only=False)
    pieces: list[Piece] = []
    for start in range(0, len(codes), PIECE):
        part = np.concatenate(([0], codes[start : start + PIECE]))
        piece = Piece(f"{name}_{len(pieces)}", low + start - 1, low + start + len(part) - 2)
        pieces.append(piece)
        numbers = pa.array(np.arange(piece.low, piece.high + 1))
        if kind == "date":
            numbers = numbers.cast(pa.int32()).cast(pa.date32())
        work.keep(piece.name, _table(piece.name, numbers, part, len(encoded.dictionary)))
    return ByNumber([None, *map(plain, encoded.dictionary.to_pylist())], key, tuple(pieces), kind)


def _of_fact(source: Source, dimension: Dimension, name: str, work: Work) -> ByText | None:
    """Of all rows of the mart, as their cut would have to be joined first; only values of cells are ever told."""
    import pyarrow as pa

    mart, *others = {mart_of(fact, source.question) for fact in source.question.facts}
    if others:
        return None
    with work.building():
        source.mart(mart)
        table = source.star.table(mart)
        if not table[dimension.column].type().is_string():
            return None
        asked = table.select(v=table[dimension.column]).distinct().limit(MOST_VALUES + 1)
    texts = [one for one in work.arrow(asked, most=MOST_VALUES + 1).column("v").to_pylist() if one]
    if len(texts) > MOST_VALUES:
        return None
    work.keep(name, _table(name, pa.array(["", *texts], pa.string()), np.arange(len(texts) + 1), len(texts)))
    return ByText([None, *texts], dimension.column, name)


def _table(name: str, keys: pa.Array, codes: Any, most: int) -> pa.Table:
    import pyarrow as pa

    return pa.table({f"k_{name}": keys, f"c_{name}": pa.array(codes.astype(np.uint8 if most < 256 else np.uint16))})


def _kept(name: str, key: str, values: list[Any]) -> ir.Table:
    import ibis

    return ibis.table({f"k_{name}": key, f"c_{name}": "uint8" if len(values) <= 256 else "uint16"}, name=name)


def plain(value: Any) -> Any:
    """As it travels: written down once for each value, not for each line."""
    return value.isoformat() if isinstance(value, date) else value


def _day(number: int) -> Any:
    import ibis

    return ibis.date((_EPOCH + timedelta(days=number)).isoformat())
