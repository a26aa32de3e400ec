from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A file at a place. `stamp` is what can be known of it without reading it; empty where nothing can."""

    name: str
    stamp: str
    read: Callable[[], Iterator[bytes]]
