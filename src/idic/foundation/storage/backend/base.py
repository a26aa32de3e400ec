from __future__ import annotations

import select
from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.adapt import Loader

# A statement that comes back a third time on one connection is planned no more.
_ASKED_TWICE = 2


class _AnyMomentLoader(BaseTzLoader):  # type: ignore[misc]  # not in the stubs
    timezone = UTC


class MomentLoader(Loader):
    """Moments of a connection that speaks UTC, which is how Python writes them, too: a list reads hundreds, and a loader
    is made for each answer."""

    # Django asks a connection's loader for it.
    timezone = UTC

    def load(self, data: Any) -> datetime:
        try:
            return datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            moment: datetime = _AnyMomentLoader(self.oid, self.connection).load(data)
            return moment


class NumberedCursor(base.CursorMixin, base.Database.RawCursor):  # type: ignore[misc,name-defined]  # not in the stubs
    pass


class DatabaseOperations(PostgresOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Of a prepared statement the driver keeps no text."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        # Django's ordinary cursors never prepare, whatever stands here.
        connection.prepare_threshold = _ASKED_TWICE
        if self.timezone is UTC:
            connection.adapters.register_loader("timestamptz", MomentLoader)
        return connection

    def prepared_cursor(self, kind: Any = base.ServerBindingCursor) -> Any:
        """For statements whose text never changes: values travel apart from it, so the server keeps its plan."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(kind(self.connection))  # type: ignore[attr-defined]  # not in the stubs

    def is_usable(self) -> bool:
        """Asked before the first query of every request. A server that has gone has closed its end, which shows on the
        socket at once; a silent socket needs no question and answer. After an error the server itself is asked."""
        if self.connection is None or self.errors_occurred or not self._is_silent():
            return bool(super().is_usable())
        return True

    def _is_silent(self) -> bool:
        if self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return not poll.poll(0)
