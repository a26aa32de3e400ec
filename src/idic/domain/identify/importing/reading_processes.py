"""Reading rows in processes beside this one: it takes most of the time of an import, and needs nothing but the rows.

Chunks come back in the order in which they were given.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import Protocol, TypeVar

from idic.domain.identify.importing.helpers import Helpers
from idic.domain.identify.importing.rows import Chunk

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

_HELPERS = 2
# Chunks that wait for their turn: enough that no helper idles, few enough that memory stays flat.
_AHEAD = 2


class Work(Protocol[T_co]):
    """What is made of a chunk. It travels to the helpers before it is first called; what it makes travels back."""

    def prepare(self) -> None:
        """Loads what every chunk needs, once, before the process that does it is doubled. It may start no threads."""

    def __call__(self, chunk: Chunk) -> T_co: ...


def read_chunks(chunks: Iterable[Chunk], work: Work[T], *, worth_help: bool) -> Iterator[tuple[Chunk, T]]:
    """`worth_help`: the file is so long that the seconds in which helpers start are soon won back."""
    helpers = min(_HELPERS, os.cpu_count() or 1)
    if not worth_help or helpers < 2:
        for chunk in chunks:
            yield chunk, work(chunk)
        return
    with Helpers(work, helpers) as pool:
        waiting: deque[tuple[Chunk, Future[T]]] = deque()
        for chunk in chunks:
            if not pool.are_there():
                # While they start, one processor would have nothing to do.
                yield chunk, work(chunk)
                continue
            waiting.append((chunk, pool.give(Chunk(chunk.row_numbers, chunk.columns, None))))
            if len(waiting) >= helpers + _AHEAD:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def _next(waiting: deque[tuple[Chunk, Future[T]]]) -> tuple[Chunk, T]:
    chunk, answer = waiting.popleft()
    return chunk, answer.result()
