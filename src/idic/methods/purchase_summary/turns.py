"""Threads that take numbers, and do the last step of each in the order of the numbers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator


class Stopped(Exception):
    """Another thread has failed."""


class Turns:
    def __init__(self, size: int) -> None:
        self._changed = threading.Condition()
        self._size, self._given, self._now = size, 0, 0
        self._failure: BaseException | None = None

    def numbers(self) -> Iterator[int]:
        """Each number is given to one thread only; none is given after a failure."""
        while True:
            with self._changed:
                number = self._given
                if number >= self._size or self._failure is not None:
                    return
                self._given += 1
            yield number

    def has_come(self, number: int, *, wait: bool) -> bool:
        with self._changed:
            if wait:
                self._changed.wait_for(lambda: self._failure is not None or self._now == number)
            if self._failure is not None:
                raise Stopped
            return self._now == number

    def over(self) -> None:
        with self._changed:
            self._now += 1
            self._changed.notify_all()

    def run(self, work: Callable[[], None], threads: int) -> None:
        """By this thread and further ones; raises what first went wrong, when all have ended."""
        others = [threading.Thread(target=self._guarded, args=(work,), daemon=True) for _ in range(threads - 1)]
        for other in others:
            other.start()
        self._guarded(work)
        for other in others:
            other.join()
        if self._failure is not None:
            raise self._failure

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Stopped:
            pass
        except BaseException as error:
            with self._changed:
                self._failure = self._failure or error
                self._changed.notify_all()
