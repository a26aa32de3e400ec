"""A bounded memory of what follows from its key alone, for the threads of one process."""

from __future__ import annotations

import time
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Memory(Generic[V]):
    """Holds at least the last `most` values that were asked for and at most twice as many.

    Two generations stand in for an exact order of use: no lock is needed, and the worst that two threads can do to each
    other is to make a value twice.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._young: dict[Hashable, V] = {}
        self._old: dict[Hashable, V] = {}

    def get(self, key: Hashable) -> V | None:
        found = self._young.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: Hashable, value: V) -> None:
        if len(self._young) >= self._most:
            self._old, self._young = self._young, {}
        self._young[key] = value


class HeldFor(Generic[V]):
    """What may be so old and no older."""

    def __init__(self, seconds: float, most: int) -> None:
        self._seconds = seconds
        self._memory: Memory[tuple[float, V]] = Memory(most)

    def get(self, key: Hashable) -> V | None:
        found = self._memory.get(key)
        return found[1] if found is not None and time.monotonic() < found[0] else None

    def keep(self, key: Hashable, value: V) -> None:
        self._memory.keep(key, (time.monotonic() + self._seconds, value))
