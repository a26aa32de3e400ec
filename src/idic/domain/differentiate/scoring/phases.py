"""Where the time of a refresh goes: seconds of each part, one after the other, as the clock on the wall shows them."""

from __future__ import annotations

import time


class Phases:
    def __init__(self) -> None:
        self.seconds: list[tuple[str, float]] = []
        self._since = time.monotonic()

    def ended(self, name: str) -> None:
        """All since the part before."""
        now = time.monotonic()
        self.seconds.append((name, round(now - self._since, 2)))
        self._since = now

    def told(self) -> str:
        return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in self.seconds)
