"""The worker's side of jobs that are done apart: what they load and leave in memory goes with their process.

It is kept for a moment, since one such job often follows another, and starting costs more than a second.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from queue import SimpleQueue

from django.db import connection

from idic.foundation.jobs.errors import ProcessEnded
from idic.foundation.jobs.kinds import is_apart
from idic.foundation.jobs.outcome import Outcome, work_here

KEPT_SECONDS = 30.0
_PROGRAM = "idic.foundation.jobs.apart_process"


@dataclass(frozen=True)
class _Running:
    process: subprocess.Popen[bytes]
    line: Connection


class Apart:
    """One process, one job at a time. It stays in the worker's group, so whoever ends the group ends it too; it sees to
    itself when the worker dies alone."""

    def __init__(self, *, kept_seconds: float = KEPT_SECONDS) -> None:
        self._kept_seconds = kept_seconds
        self._lock = threading.Lock()
        self._running: _Running | None = None
        self._farewell: threading.Timer | None = None

    def work(self, kind: str, job_id: int, arguments: Mapping[str, object]) -> Outcome:
        """Raises ProcessEnded."""
        with self._lock:
            if self._farewell is not None:
                self._farewell.cancel()
            running = self._running = self._kept() or _STARTER.start()
            try:
                running.line.send((kind, job_id, arguments))
                outcome: Outcome = running.line.recv()
            except (EOFError, OSError):
                self._running = None
                running.line.close()
                raise ProcessEnded(_way_of(running.process.wait())) from None
            self._farewell = threading.Timer(self._kept_seconds, self._end_if_idle)
            self._farewell.daemon = True
            self._farewell.start()
            return outcome

    def _kept(self) -> _Running | None:
        if self._running is not None and self._running.process.poll() is not None:
            self._running.line.close()
            self._running = None
        return self._running

    def end(self) -> None:
        """Waits for the job that it does."""
        with self._lock:
            self._end()

    def _end_if_idle(self) -> None:
        with self._lock:
            # Cancelled too late, it finds the timer of the job that came meanwhile.
            if threading.current_thread() is self._farewell:
                self._end()

    def _end(self) -> None:
        """It does nothing now, so nothing is cut off."""
        if self._running is not None:
            self._running.process.kill()
            self._running.process.wait()
            self._running.line.close()
            self._running = None


class _Starter:
    """Starts processes in a thread that lives as long as the worker does: the kernel ends a process that asked for it with
    the thread that started it, and threads that do jobs come and go."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[Future[_Running]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> _Running:
        """Raises ProcessEnded."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="starter", daemon=True)
                self._thread.start()
        wanted: Future[_Running] = Future()
        self._asked.put(wanted)
        return wanted.result()

    def _serve(self) -> None:
        while True:
            wanted = self._asked.get()
            try:
                wanted.set_result(_start())
            except BaseException as error:
                wanted.set_exception(error)


_STARTER = _Starter()
_APART = Apart()


def work_in_place(kind: str, job_id: int, arguments: Mapping[str, object]) -> Outcome:
    """For a worker: apart where the kind asks for it. Raises ProcessEnded."""
    if not is_apart(kind):
        return work_here(kind, job_id, arguments)
    # It may be gone before the job is, and a server process of the database is not held for nothing.
    connection.close()
    return _APART.work(kind, job_id, arguments)


def _start() -> _Running:
    ours, theirs = Pipe()
    with theirs:
        # Of our own path, because what is imported here must be found there.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            process = subprocess.Popen(
                [sys.executable, *(f"-W{one}" for one in sys.warnoptions), "-m", _PROGRAM, str(theirs.fileno())],
                stdin=subprocess.DEVNULL, pass_fds=(theirs.fileno(),), env=environment,
            )  # fmt: skip
        except OSError as error:
            ours.close()
            raise ProcessEnded(f"it could not start: {error.strerror}") from error
    return _Running(process, ours)


def _way_of(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
