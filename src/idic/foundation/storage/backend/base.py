from __future__ import annotations

import select
from datetime import UTC, datetime
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.adapt import Loader

from idic.foundation.storage.backend.prepared import PreparedCursor, Statements


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


class DatabaseOperations(PostgresOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Our prepared cursors keep no text."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    _statements: Statements

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if self.timezone is UTC:
            connection.adapters.register_loader("timestamptz", MomentLoader)
        self._statements = Statements(connection)
        return connection

    def prepared_cursor(self) -> Any:
        """For statements whose text never changes: values travel apart from it, so the server keeps its plan."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        return self._prepare_cursor(PreparedCursor(self._statements))  # type: ignore[attr-defined]  # not in the stubs

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
