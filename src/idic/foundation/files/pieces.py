from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_PIECE = 1 << 20


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
