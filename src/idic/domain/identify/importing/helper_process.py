"""The other side of `normalisers`: a process that has nothing but rows to read. Nothing of Django may be imported before
it has been set up, so what arrives is opened only then.

It ends itself when its parent is gone: after a kill -9 nobody else would tell it.
"""

from __future__ import annotations

import os
import pickle
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from idic.domain.identify.importing.customer_rows import Reading

_reading: Reading | None = None


def begin(parent: int, reading: bytes) -> None:
    global _reading
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    import django

    django.setup()
    _reading = pickle.loads(reading)  # noqa: S301 - from the parent process


def staged_by_helper(chunk: bytes) -> bytes:
    """Takes a pickled chunk, gives the pickled answer of `normalisers.staged`."""
    from idic.domain.identify.importing.normalisers import staged

    assert _reading is not None
    return pickle.dumps(staged(pickle.loads(chunk), _reading))  # noqa: S301 - from the parent process


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
