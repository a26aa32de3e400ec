"""Statements whose text never changes, by the driver's own way to the server (`psycopg.pq`, `psycopg.adapt`).

A page asks a handful of them, and what an ordinary cursor does around each, reading the text, choosing loaders, waiting
in Python, costs more than the rows. All rows are read at once, so such a statement is one that gives few.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

# A statement that comes back a third time on one connection is planned no more.
_ASKED_TWICE = 2
_MOST_KEPT = 100
_MARK = re.compile(r"%(?:\((\w+)\)s|[s%])")

Row = tuple[Any, ...]
#: The text and the kinds of the values: for values of other kinds the server plans anew.
_Key = tuple[bytes, tuple[int, ...] | None]
Values = Sequence[Any] | Mapping[str, Any]


class Statements:
    """Those of one connection; only the thread that has the connection may ask."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._transformer = Transformer(connection)
        self._kept: OrderedDict[_Key, int | bytes] = OrderedDict()
        self._named = 0

    def run(self, statement: str, values: Values) -> tuple[int, list[Row]]:
        """Number of rows read or written, and those read. Raises the driver's errors."""
        text, names = _numbered(statement)
        if isinstance(values, Mapping):
            values = [values[name] for name in names]
        pgconn, transformer = self._connection.pgconn, self._transformer
        if not self._connection.autocommit and pgconn.transaction_status == TransactionStatus.IDLE:
            _check(pgconn, pgconn.exec_(b"BEGIN"))
        told = transformer.dump_sequence(values, [PyFormat.AUTO] * len(values))
        types, formats = transformer.types, transformer.formats
        name = self._name_of(pgconn, (text, types))
        if name is None:
            result = pgconn.exec_params(text, told, types, formats, Format.TEXT)
        else:
            result = pgconn.exec_prepared(name, told, formats, Format.TEXT)  # type: ignore[arg-type]  # takes None as well
        _check(pgconn, result)
        if result.status != ExecStatus.TUPLES_OK:
            return result.command_tuples or 0, []
        transformer.set_pgresult(result)
        count = result.ntuples
        return count, transformer.load_rows(0, count, tuple)

    def _name_of(self, pgconn: PGconn, key: _Key) -> bytes | None:
        """None until it is worth being prepared."""
        kept = self._kept
        known = kept.get(key, 0)
        kept[key] = known
        kept.move_to_end(key)
        if isinstance(known, bytes):
            return known
        if known < _ASKED_TWICE:
            kept[key] = known + 1
            self._forget_oldest(pgconn)
            return None
        self._named += 1
        name = b"idic_%d" % self._named
        _check(pgconn, pgconn.prepare(name, *key))
        kept[key] = name
        return name

    def _forget_oldest(self, pgconn: PGconn) -> None:
        if len(self._kept) > _MOST_KEPT:
            oldest, name = next(iter(self._kept.items()))
            if isinstance(name, bytes):
                _check(pgconn, pgconn.exec_(b"DEALLOCATE " + name))
            del self._kept[oldest]


class PreparedCursor:
    """As much of a cursor as Django's wrappers and our reads ask for."""

    # Where Django looks for the text that was sent last.
    _query = None

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._rows: Iterator[Row] = iter(())
        self.rowcount = -1

    def execute(self, statement: str, values: Values = ()) -> None:
        self.rowcount, rows = self._statements.run(statement, values)
        self._rows = iter(rows)

    def fetchone(self) -> Row | None:
        return next(self._rows, None)

    def fetchall(self) -> list[Row]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def close(self) -> None:
        self._rows = iter(())


@lru_cache(maxsize=512)
def _numbered(statement: str) -> tuple[bytes, list[str]]:
    """As the server numbers the values; one that does so itself stays as it is."""
    names: list[str] = []

    def numbered(mark: re.Match[str]) -> str:
        if mark[0] == "%%":
            return "%"
        name = mark[1] or f"${len(names)}"
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return (statement if "$1" in statement else _MARK.sub(numbered, statement)).encode(), names


def _check(pgconn: PGconn, result: PGresult) -> None:
    if result.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
        return
    if pgconn.status == ConnStatus.BAD:
        # There was nobody to give the error a code.
        raise psycopg.OperationalError(result.get_error_message(), info=result)
    raise error_from_result(result)
