"""Items fetched by a thread of their own while the one before is worked on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_AHEAD = 3


def read_ahead(items: Iterable[Item], ahead: int = _AHEAD) -> Iterator[Item]:
    """The same items, fetched by a thread of their own; its error is raised here, and it ends when this does."""
    waiting: queue.Queue[tuple[bool, Item | BaseException | None]] = queue.Queue(ahead)
    stopped = threading.Event()

    def put(one: tuple[bool, Item | BaseException | None]) -> bool:
        while not stopped.is_set():
            try:
                waiting.put(one, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def fetch() -> None:
        try:
            for item in items:
                if not put((True, item)):
                    return
            put((False, None))
        except BaseException as error:
            put((False, error))

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    try:
        while True:
            more, item = waiting.get()
            if not more:
                if isinstance(item, BaseException):
                    raise item
                return
            yield item  # type: ignore[misc]  # `more` says that it is an item
    finally:
        stopped.set()
        thread.join()
