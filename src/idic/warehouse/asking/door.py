"""Holds the socket, and starts whoever answers when somebody asks: while nobody does, no engine is in memory."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from idic.warehouse.asking import wire
from idic.warehouse.asking.errors import NoAnswer, told
from idic.warehouse.asking.place import is_ours

WAITING = 64
QUICK_DEATH = 3.0
MOST_QUICK_DEATHS = 3


class Door:
    def __init__(self, path: Path, answering: Sequence[str]) -> None:
        """`answering` is the command of the process that answers; the number of the socket is put behind it."""
        self._path = path
        self._answering = answering
        self._process: subprocess.Popen[bytes] | None = None

    def stand_open(self) -> None:
        signal.signal(signal.SIGTERM, self._leave)
        signal.signal(signal.SIGINT, self._leave)
        listener = _listening(self._path)
        quick_deaths = 0
        while True:
            select.select([listener], [], [])
            started = time.monotonic()
            self._process = subprocess.Popen(
                [*self._answering, str(listener.fileno())], stdin=subprocess.DEVNULL, pass_fds=(listener.fileno(),)
            )
            code = self._process.wait()
            self._process = None
            quick_deaths = quick_deaths + 1 if code != 0 and time.monotonic() - started < QUICK_DEATH else 0
            if quick_deaths >= MOST_QUICK_DEATHS:
                # It cannot even start: those who wait are told, or it would be started for them without an end.
                _turn_away(listener)
                quick_deaths = 0

    def _leave(self, number: int, frame: FrameType | None) -> None:
        if self._process is not None:
            self._process.kill()  # it writes nothing that could be left half done
        self._path.unlink(missing_ok=True)
        os._exit(0)


def _listening(path: Path) -> socket.socket:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not is_ours(path.parent):
        raise PermissionError(f"{path.parent} is open to others")
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(WAITING)
    return listener


def _turn_away(listener: socket.socket) -> None:
    listener.setblocking(False)
    try:
        while True:
            connection, _address = listener.accept()
            with connection:
                connection.settimeout(1.0)
                wire.send(connection, told(NoAnswer()))
    except OSError:
        pass
    finally:
        listener.setblocking(True)
