"""The other side of `reading_processes`: a process that has nothing but rows to read. Nothing of Django may be imported
before it has been set up, so what arrives is opened only then.

It ends itself when its parent is gone: after a kill -9 nobody else would tell it.
"""

from __future__ import annotations

import gc
import os
import pickle
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from idic.domain.identify.importing.rows import Chunk

_work: Callable[[Chunk], object] | None = None


def begin(parent: int, work: bytes) -> None:
    global _work
    # Rows leave no circles behind, and looking for some in all that is loaded here costs a third of the start.
    gc.disable()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    import django

    django.setup()
    _work = pickle.loads(work)  # noqa: S301 - from the parent process


def done_by_helper(chunk: bytes) -> bytes:
    """Takes a pickled chunk, gives the pickled answer."""
    assert _work is not None
    return pickle.dumps(_work(pickle.loads(chunk)))  # noqa: S301 - from the parent process


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
