from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from idic.warehouse.adhoc.errors import Busy

#: Questions that run at once on this machine, whoever asks them: each takes a processor and half a gigabyte.
AT_ONCE = 2


@contextmanager
def slot(folder: Path, *, at_once: int = AT_ONCE) -> Iterator[None]:
    """A place among those who are answered; raises Busy. The kernel gives it back when its holder dies."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(at_once):
        with (folder / f"slot-{number}.lock").open("w") as place:
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield
            return
    raise Busy
