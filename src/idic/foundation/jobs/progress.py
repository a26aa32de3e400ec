from __future__ import annotations

import time
from collections.abc import Callable

import psycopg
from django.db import connection

from idic.foundation.jobs.errors import JobCancelled

Listener = Callable[[str, int, int], None]

# Often enough to move on the screen, seldom enough to cost nothing.
_INTERVAL_SECONDS = 0.4


class Progress:
    """Reports from inside a job, on a connection of its own: the job's transaction is seen by nobody until it ends."""

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id
        self._reported_at = 0.0
        self._step = ""
        self._side: psycopg.Connection[tuple[object, ...]] | None = None

    def report(self, step: str, done: int = 0, total: int = 0) -> None:
        """Raises JobCancelled when somebody asked the job to stop."""
        now = time.monotonic()
        if step == self._step and now - self._reported_at < _INTERVAL_SECONDS:
            return
        self._step, self._reported_at = step, now
        row = (
            self._connection()
            .execute(
                "UPDATE jobs_job SET step = %s, done = %s, total = %s WHERE id = %s RETURNING cancel_requested",
                (step, done, total, self.job_id),
            )
            .fetchone()
        )
        if row is not None and row[0]:
            raise JobCancelled

    def close(self) -> None:
        if self._side is not None:
            self._side.close()
            self._side = None

    def _connection(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._side is None:
            parameters = connection.get_connection_params()
            parameters.pop("cursor_factory", None)
            parameters.pop("context", None)
            parameters.pop("prepare_threshold", None)
            self._side = psycopg.connect(**parameters, autocommit=True)
        return self._side


class SilentProgress(Progress):
    """For work that is done at once by a command: no job row, the caller may listen."""

    def __init__(self, listener: Listener | None = None) -> None:
        super().__init__(0)
        self._listener = listener

    def report(self, step: str, done: int = 0, total: int = 0) -> None:
        if self._listener is not None:
            self._listener(step, done, total)
