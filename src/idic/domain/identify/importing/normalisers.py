"""Normalising in processes beside this one: it takes most of the time of an import, and needs nothing but the rows.

Chunks come back in the order in which they were given.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from idic.domain.identify.importing.customer_rows import CustomerReader, Reading
from idic.domain.identify.importing.figures import Refusals, Refused
from idic.domain.identify.importing.helper_process import begin, staged_by_helper
from idic.domain.identify.importing.rows import Chunk
from idic.domain.identify.importing.staging import staged_text

# Starting helpers takes two seconds, the time of so many rows.
_WORTH_HELP = 20_000
_HELPERS = 2
# Chunks that wait for their turn: enough that no helper idles, few enough that memory stays flat.
_AHEAD = 2


@dataclass(frozen=True)
class Normalised:
    chunk: Chunk
    text: bytes
    refused: list[Refused]


def normalised(chunks: Iterable[Chunk], reading: Reading, *, rows_expected: int) -> Iterator[Normalised]:
    helpers = min(_HELPERS, os.cpu_count() or 1)
    if rows_expected < _WORTH_HELP or helpers < 2:
        for chunk in chunks:
            yield Normalised(chunk, *staged(chunk, reading))
        return
    with ProcessPoolExecutor(helpers, get_context("spawn"), begin, (os.getpid(), pickle.dumps(reading))) as pool:
        waiting: deque[tuple[Chunk, Future[bytes]]] = deque()
        for chunk in chunks:
            rows = Chunk(chunk.row_numbers, chunk.columns, None)
            waiting.append((chunk, pool.submit(staged_by_helper, pickle.dumps(rows))))
            if len(waiting) >= helpers + _AHEAD:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def staged(chunk: Chunk, reading: Reading) -> tuple[bytes, list[Refused]]:
    refusals = Refusals(limit=len(chunk.row_numbers))
    text = staged_text(CustomerReader(reading, refusals).staged(chunk))
    return text, refusals.rows


def _next(waiting: deque[tuple[Chunk, Future[bytes]]]) -> Normalised:
    chunk, answer = waiting.popleft()
    return Normalised(chunk, *pickle.loads(answer.result()))  # noqa: S301 - from a helper of our own
