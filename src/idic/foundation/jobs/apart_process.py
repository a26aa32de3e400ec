"""The process in which jobs are done apart. Nothing of Django may be imported before it has been set up.

Whoever is told that a worker is dead starts its job again, so nothing here may outlive the worker: the line to it ends
when it does, and on Linux the kernel sends SIGKILL besides, which also reaches code that does not let other threads run.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, NoReturn

_PR_SET_PDEATHSIG = 1


def main(descriptor: int) -> NoReturn:
    _end_with_the_worker()
    # Whoever stops an installation may tell every process of it. The worker decides what becomes of a job under way.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    os.set_inheritable(descriptor, False)
    line = Connection(descriptor)
    jobs: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(line, jobs), daemon=True).start()
    import django

    django.setup()
    from django.db import connection

    from idic.foundation.files.drafts import drop_left_drafts
    from idic.foundation.jobs.outcome import work_here

    drop_left_drafts()
    while True:
        outcome = work_here(*jobs.get())
        connection.close()
        line.send(outcome)


def _listen(line: Connection, jobs: SimpleQueue[Any]) -> None:
    try:
        while True:
            jobs.put(line.recv())
    except (EOFError, OSError):
        os._exit(1)


def _end_with_the_worker() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
