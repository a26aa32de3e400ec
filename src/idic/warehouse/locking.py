from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def only_writer(warehouse: Path) -> Iterator[None]:
    """One at a time writes in the warehouse: a refresh, or a person being forgotten. Readers never wait.

    Held by the open file: it goes with the process that was killed.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    with (warehouse / "lock").open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
