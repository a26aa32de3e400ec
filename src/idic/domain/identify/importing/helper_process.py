"""The other side of `reading_processes`: a process that has nothing but rows to read. Nothing of Django may be imported
before it has been set up, so what arrives is opened only then.

It starts once and doubles itself when all is loaded: setting up and reading the dictionaries takes seconds, a copy of a
process takes none, and both keep what was loaded in the same memory. No thread may run before that. A helper ends when
its line does, which it also does after a kill -9 of the other side.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from idic.domain.identify.importing.reading_processes import Work


def main(descriptors: Sequence[int]) -> None:
    """`descriptors` are one line for each helper. On the first comes the work, and goes the word that all are there."""
    # Rows leave no circles behind, and looking for some in all that is loaded here costs a third of the start.
    gc.disable()
    lines = [Connection(one) for one in descriptors]
    import django

    django.setup()
    work: Work[object] = pickle.loads(lines[0].recv_bytes())  # noqa: S301 - from the parent process
    work.prepare()
    for line in lines[1:]:
        if os.fork() == 0:
            _serve_alone(line, lines, work)
            os._exit(0)
    lines[0].send_bytes(b"")
    _serve_alone(lines[0], lines, work)
    for _ in lines[1:]:
        os.wait()


def _serve_alone(line: Connection, lines: Sequence[Connection], work: Work[object]) -> None:
    for other in lines:
        # Held open here, the line of a helper that died would not end.
        if other is not line:
            other.close()
    try:
        while True:
            line.send_bytes(_done(line.recv_bytes(), work))
    except (EOFError, OSError):
        return


def _done(chunk: bytes, work: Work[object]) -> bytes:
    """The pickled answer to a packed chunk, and whether it is one: else it is what went wrong."""
    from idic.domain.identify.importing.packing import unpacked

    try:
        return pickle.dumps((True, work(unpacked(chunk))))
    except Exception:
        return pickle.dumps((False, traceback.format_exc()))


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]])
