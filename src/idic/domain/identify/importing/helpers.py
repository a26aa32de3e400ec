"""Processes that read rows, and the lines on which chunks go to them and come back."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from idic.domain.identify.importing.packing import packed

if TYPE_CHECKING:
    from idic.domain.identify.importing.reading_processes import Work
    from idic.domain.identify.importing.rows import Chunk

T = TypeVar("T")

_PROGRAM = "idic.domain.identify.importing.helper_process"


class HelperFailed(Exception):
    """What went wrong in a helper, in its own words, or that it is gone."""


class Helpers(Generic[T]):
    """Started by the block, gone at its end. Each has one chunk at a time; the others wait here."""

    def __init__(self, work: Work[T], count: int) -> None:
        ours, theirs = zip(*(socket.socketpair() for _ in range(count)), strict=True)
        # Of their own path, because what is imported here must be found there.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        descriptors = [one.fileno() for one in theirs]
        self._process = subprocess.Popen(
            [sys.executable, *_warnings(), "-m", _PROGRAM, *map(str, descriptors)],
            pass_fds=descriptors, env=environment,
        )  # fmt: skip
        for one in theirs:
            one.close()
        self._lines = [Connection(one.detach()) for one in ours]
        self._lines[0].send_bytes(pickle.dumps(work))
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._senders = ThreadPoolExecutor(count)
        self._there = False

    def __enter__(self) -> Helpers[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._senders.shutdown(cancel_futures=True)
        for line in self._lines:
            line.close()
        if not self._there:
            # It would only find out once it has loaded everything.
            self._process.kill()
        self._process.wait()

    def are_there(self) -> bool:
        if not self._there and self._lines[0].poll():
            _received(self._lines[0])
            self._there = True
            for line in self._lines:
                self._idle.put(line)
        return self._there

    def give(self, chunk: Chunk) -> Future[T]:
        return self._senders.submit(self._exchange, chunk)

    def _exchange(self, chunk: Chunk) -> T:
        line = self._idle.get()
        try:
            line.send_bytes(packed(chunk))
            is_answer, answer = pickle.loads(_received(line))  # noqa: S301 - from a helper of our own
        except OSError as error:
            raise HelperFailed("A process that reads rows has ended.") from error
        finally:
            self._idle.put(line)
        if not is_answer:
            raise HelperFailed(answer)
        found: T = answer
        return found


def _received(line: Connection) -> bytes:
    try:
        return line.recv_bytes()
    except (EOFError, OSError) as error:
        raise HelperFailed("A process that reads rows has ended.") from error


def _warnings() -> list[str]:
    return [f"-W{one}" for one in sys.warnoptions]
