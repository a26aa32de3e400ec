"""Columns read from the records by the declared expressions themselves, and happenings from the records or the marts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from idic.domain.differentiate.behaviour.compiling import in_place
from idic.domain.differentiate.behaviour.kinds import BehaviourKind, InMarts
from idic.domain.differentiate.compiling import base
from idic.domain.differentiate.image.columns import Choices, Column, Ordered, Words
from idic.domain.differentiate.image.deeds import E4, Deeds, Parts
from idic.domain.differentiate.image.errors import NotInImage
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import FieldType
from idic.warehouse.records import records_address

if TYPE_CHECKING:
    import pyarrow as pa

    from idic.warehouse.snapshots import Snapshot

#: Sums up to here are whole numbers of a float.
_EXACT = 2.0**53
#: A field whose numbers have more digits than a float tells apart is asked of the records.
_SAFE = "coalesce(({0})::numeric = ({0})::numeric::float8::text::numeric, TRUE)"
_SELECTED = {
    FieldType.NUMBER: ("({0})::numeric::float8", _SAFE), FieldType.DATE: ("({0})::date",),
    FieldType.TEXT: ("({0})::text",), FieldType.CODE: ("({0})::text",), FieldType.BOOLEAN: ("({0})::boolean",),
    FieldType.CODES: ("({0})::text[]",),
}  # fmt: skip


@contextmanager
def records() -> Iterator[Any]:
    """A cursor that gives Arrow, and sees one moment."""
    import adbc_driver_postgresql.dbapi as adbc

    with adbc.connect(records_address()) as source, source.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield cursor


def ask(cursor: Any, statement: str) -> pa.Table:
    cursor.execute(statement)
    found: pa.Table = cursor.fetch_arrow_table()
    return found


def read_fields(cursor: Any, fields: Sequence[Field]) -> tuple[NDArray[np.int64], dict[str, Column | None]]:
    """Who there is, by number, and each field of them; None where the image cannot tell it exactly."""
    selected = [
        f"{text.format(one.expression)} AS v{number}_{part}"
        for number, one in enumerate(fields)
        for part, text in enumerate(_SELECTED[one.type])
    ]
    table = ask(cursor, f"SELECT {', '.join(['c.id AS id', *selected])} {base()}")
    ids = _plain(table.column("id"), np.int64)
    order = None if bool((ids[1:] > ids[:-1]).all()) else np.argsort(ids)
    if order is not None:
        ids, table = ids[order], table.take(order)
    return ids, {one.name: _column(table, f"v{number}", one.type) for number, one in enumerate(fields)}


def aligned(column: Column | None, own: NDArray[np.int64], ids: NDArray[np.int64]) -> Column | None:
    """A column that was read later, for those who were there when the image began."""
    if column is None or np.array_equal(own, ids):
        return column
    places = np.minimum(np.searchsorted(own, ids), max(len(own) - 1, 0))
    there = own[places] == ids if len(own) else np.zeros(len(ids), dtype=bool)
    match column:
        case Ordered():
            return Ordered(column.values[places], column.known[places] & there, column.unit)
        case Words():
            return Words(np.where(there, column.places[places], -1).astype(np.int32), column.words)
        case Choices():
            back = np.searchsorted(ids, own)
            stays = np.append(ids, -1)[back] == own
            inside = stays[column.of]
            codes = Words(column.codes.places[inside], column.codes.words)
            return Choices(column.known[places] & there, back[column.of[inside]], codes)
    raise NotInImage


def read_deeds(cursor: Any, kind: BehaviourKind, ids: NDArray[np.int64]) -> Deeds:
    """By the declared expressions; what has parts is read from the marts alone."""
    if kind.parts:
        raise NotInImage
    codes = [f"({in_place(one.expression)})::text AS c_{one.name}" for one in kind.narrowings]
    columns = [
        f"{kind.customer} AS customer_id", f"{in_place(kind.day)} AS day", f"({kind.counts}) AS counts",
        f"(({in_place(kind.amount or 'NULL')})::numeric * {E4})::bigint AS amount",
        f"(({in_place(kind.amount or 'NULL')})::numeric * {E4}) % 1 <> 0 AS finer", *codes,
    ]  # fmt: skip
    table = ask(
        cursor, f"SELECT {', '.join(columns)} FROM {kind.source} WHERE {kind.customer} IS NOT NULL AND ({kind.where})"  # noqa: S608
    )  # fmt: skip
    if _plain(table.column("finer"), bool).any():
        raise NotInImage
    return _deeds(table, kind, ids, None)


def read_marts(snapshot: Snapshot, kind: BehaviourKind, ids: NDArray[np.int64]) -> Deeds:
    marts = kind.in_marts
    if marts is None or any(name not in snapshot.rows for name in marts.names):
        raise NotInImage
    import duckdb

    with duckdb.connect() as engine:
        engine.execute("SET threads = 2")
        for name in marts.names:
            path = str(snapshot.table(name)).replace("'", "''")
            engine.execute(f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{path}')")  # noqa: S608 - ours
        whole = engine.sql(_happenings(marts)).to_arrow_table()
        parts = engine.sql(_parts(marts)).to_arrow_table() if marts.parts else None
    return _deeds(whole, kind, ids, parts)


def _happenings(marts: InMarts) -> str:
    codes = "".join(f", nullif({text}, '') AS c_{name}" for name, text in marts.codes.items())
    return (
        f"SELECT {marts.id} AS id, {marts.customer} AS customer_id, {marts.day} AS day, ({marts.counts}) AS counts,"  # noqa: S608
        f" {in_place(marts.amount)} AS amount{codes} FROM {marts.source} WHERE {marts.customer} IS NOT NULL"
    )


def _parts(marts: InMarts) -> str:
    return (
        f"SELECT {marts.part_of} AS id, {marts.part_key} AS key, {in_place(marts.part_amount)} AS amount"  # noqa: S608
        f" FROM {marts.parts} WHERE {marts.part_customer} IS NOT NULL"
    )


def _deeds(table: pa.Table, kind: BehaviourKind, ids: NDArray[np.int64], lines: pa.Table | None) -> Deeds:
    customers = _plain(table.column("customer_id"), np.int64)
    places = np.searchsorted(ids, customers).astype(np.int32)
    there = np.append(ids, -1)[places] == customers
    kept = slice(None) if bool(there.all()) else there
    amount = _plain(table.column("amount"), np.int64)
    codes = {name[2:]: Words.of(table.column(name)) for name in table.column_names if name.startswith("c_")}
    parts, newest = None, 0
    if kind.in_marts is not None:
        number = _plain(table.column("id"), np.int64)
        newest = int(number.max(initial=0))
    if lines is not None:
        # nobody's place, until those who are in the image have theirs
        place = np.full(len(number), -1, dtype=np.int32)
        place[kept] = np.arange(int(np.count_nonzero(there)), dtype=np.int32)
        parts = _read_parts(lines, number, place, kind)
    amount = amount[kept]
    _refuse_inexact(amount)
    return Deeds(
        len(ids), places[kept], _plain(table.column("day"), np.int32)[kept],
        _plain(table.column("counts"), bool)[kept], amount,
        {name: Words(one.places[kept], one.words) for name, one in codes.items()}, parts, newest,
    )  # fmt: skip


def _read_parts(lines: pa.Table, number: NDArray[np.int64], place: NDArray[np.int32], kind: BehaviourKind) -> Parts:
    order = np.argsort(number) if not bool((number[1:] > number[:-1]).all()) else None
    known = number if order is None else number[order]
    of = np.searchsorted(known, _plain(lines.column("id"), np.int64)).astype(np.int32)
    of = place[of] if order is None else place[order[of]]
    keys = Words.of(lines.column("key"))
    amount = _plain(lines.column("amount"), np.int64)
    inside = of >= 0
    if not bool(inside.all()):
        of, amount, keys = of[inside], amount[inside], Words(keys.places[inside], keys.words)
    _refuse_inexact(amount)
    marts = kind.in_marts
    assert marts is not None

    def found(name: str, codes: Sequence[str]) -> NDArray[np.int64]:
        with connection.cursor() as cursor:
            cursor.execute(marts.part_codes[name], [list(codes)])
            return np.array([row[0] for row in cursor.fetchall()], dtype=np.int64)

    return Parts(of, keys.places, _plain(keys.words, np.int64), amount, found)


def _refuse_inexact(amount: NDArray[np.int64]) -> None:
    if len(amount) and np.abs(amount.astype(np.float64)).sum() >= _EXACT:
        raise NotInImage


def _column(table: pa.Table, name: str, kind: FieldType) -> Column | None:
    import pyarrow.compute as pc

    values = table.column(f"{name}_0")
    if kind in (FieldType.TEXT, FieldType.CODE):
        return Words.of(values)
    if kind is FieldType.CODES:
        return Choices.of_lists(values)
    if kind is FieldType.NUMBER and not _plain(table.column(f"{name}_1"), bool).all():
        return None
    known = pc.is_valid(values).to_numpy().astype(bool)
    plain = {FieldType.NUMBER: np.float64, FieldType.DATE: np.int32, FieldType.BOOLEAN: np.int8}[kind]
    return Ordered(_plain(values, plain), known)


def _plain(values: Any, kind: Any) -> NDArray[Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_date(values.type):
        values = values.cast(pa.date32()).cast(pa.int32())
    if pa.types.is_boolean(values.type):
        values = pc.fill_null(values, False)
    elif values.null_count:
        values = pc.fill_null(values, 0)
    found: NDArray[Any] = values.to_numpy(zero_copy_only=False) if isinstance(values, pa.Array) else values.to_numpy()
    return found.astype(kind, copy=False)
