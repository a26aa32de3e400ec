"""Hot reads whose SQL is composed once: the database plans them once for a connection, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import BigIntegerField, BooleanField, F, Func, Model, QuerySet, Value
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
_IDS = ArrayField(BigIntegerField())
Row = tuple[Any, ...]

# The stubs describe a later Django.
_populators: Callable[..., list[Any]] = get_related_populators


def prepared_cursor() -> CursorWrapper:
    """For a statement whose text never changes: a connection plans it once, so it must be quick for any values, and gives
    few rows. It marks its values as Django does, or numbers them itself, $1, $2."""
    cursor: CursorWrapper = connection.prepared_cursor()  # type: ignore[attr-defined]  # of our own backend
    return cursor


def one_of(column: str, ids: Sequence[int]) -> Func:
    """As `column__in`, as one value however many ids there are."""
    return Func(
        F(column), Value(list(ids), _IDS), template="(%(expressions)s))", arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )  # fmt: skip


class RememberedQuery(Generic[M]):
    """`build` gives a queryset for any values of `marks`' kinds; a call runs its SQL with the values of the call.

    What `build` decides by looking at a value is decided once, by the mark: such a choice needs a query for each case.
    Every mark must reach the database as it is and stand for one value only, so take odd ones.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], *marks: object) -> None:
        self._build, self._marks = build, marks
        self._read: _Read[M] | None = None

    def __call__(self, *values: Any) -> list[M]:
        read = self._read
        if read is None:
            read = self._read = _Read(self._build(*self._marks), self._marks)
        return read.run(values)

    def first(self, *values: Any) -> M | None:
        found = self(*values)
        return found[0] if found else None


class PlainRows(Generic[M]):
    """Rows as the database tells them, which can be compared and remembered; a record is made of one where it is asked
    for. `marks` as in `RememberedQuery`; a statement that is asked once only is not prepared."""

    def __init__(self, rows: QuerySet[M], *marks: object, is_prepared: bool = True) -> None:
        self._read = _Read(rows, marks)
        self._is_prepared = is_prepared

    def __call__(self, *values: Any) -> list[Row]:
        with prepared_cursor() if self._is_prepared else connection.cursor() as cursor:
            rows = self._read.rows(cursor, values)
        for place in self._read.arrays:
            rows = [_with(row, place, tuple) for row in rows]
        return rows

    def record(self, row: Row) -> M:
        for place in self._read.arrays:
            row = _with(row, place, list)
        return self._read.record(row)

    @property
    def sql(self) -> str:
        """To stand inside another statement, with `params_of` where its values go."""
        return self._read.sql

    def params_of(self, *values: object) -> list[Any]:
        return self._read.params_of(values)


def _with(row: Row, place: int, kind: type[tuple[Any, ...]] | type[list[Any]]) -> Row:
    array = row[place]
    return row if array is None else (*row[:place], kind(array), *row[place + 1 :])


class _Read(Generic[M]):
    def __init__(self, rows: QuerySet[M], marks: Sequence[object]) -> None:
        compiler = rows.query.get_compiler(using=rows.db)
        text, params = compiler.as_sql()
        self.sql = str(text)
        self._params = [(marks.index(one), None) if one in marks else (None, one) for one in params]
        if {place for place, _one in self._params if place is not None} != set(range(len(marks))):
            raise ValueError(f"a mark does not reach the statement: {self.sql}")
        told, select = compiler.klass_info, compiler.select
        self._db, self._model = rows.db, rows.model
        start, self._end = told["select_fields"][0], told["select_fields"][-1] + 1
        if start != 0:
            raise ValueError("the columns of the model come first")
        self._names = [one[0].target.attname for one in select[: self._end]]
        self.arrays = [place for place, one in enumerate(select) if isinstance(one[0].output_field, ArrayField)]
        self._related = _populators(told, select, rows.db)
        self._annotations = list((compiler.annotation_col_map or {}).items())
        self._converters = [
            (place, converter, expression)
            for place, (converters, expression) in compiler.get_converters([one[0] for one in select]).items()
            for converter in converters
        ]

    def run(self, values: Sequence[Any]) -> list[M]:
        with prepared_cursor() as cursor:
            return [self.record(row) for row in self.rows(cursor, values)]

    def rows(self, cursor: CursorWrapper, values: Sequence[Any]) -> list[Row]:
        cursor.execute(self.sql, self.params_of(values))
        found: list[Row] = cursor.fetchall()
        return found

    def params_of(self, values: Sequence[Any]) -> list[Any]:
        return [one if place is None else values[place] for place, one in self._params]

    def record(self, read: Row) -> M:
        row = list(read)
        for place, converter, expression in self._converters:
            row[place] = converter(row[place], expression, connection)
        record = self._model.from_db(self._db, self._names, row[: self._end])
        for one in self._related:
            one.populate(row, record)
        for name, place in self._annotations:
            setattr(record, name, row[place])
        return record
