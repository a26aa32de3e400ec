"""Arrow batches into an accumulator, the next ones fetched while one is worked on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.accumulator import Accumulator

if TYPE_CHECKING:
    import pyarrow as pa


Item = TypeVar("Item")
_AHEAD = 3
_LARGE = (32 << 20) - (1 << 16)
#: A batch that stays in the processor's own memory while it is worked on.
BATCH_ROWS = 1 << 18


def add_batches(
    accumulated: Accumulator, batches: Iterable[pa.RecordBatch], *, only: npt.NDArray[np.int64] | None = None
) -> None:
    """Batches of customer (whole number), day (date or whole number), amount (whole number) and, where a fourth column is
    there, whether the line is bought; no value is empty. `only` lines of these customers."""
    # glibc takes memory of this size from the system for each array anew, until it has seen a larger one given back
    np.empty(_LARGE, dtype=np.uint8)
    wanted = None
    if only is not None:
        wanted = np.zeros(max(accumulated.known.size, int(only.max(initial=-1)) + 1), dtype=np.bool_)
        wanted[only] = True
    for batch in read_ahead(batches):
        columns = [_array(one) for one in batch.columns]
        if wanted is not None:
            inside = columns[0] < wanted.size
            inside[inside] = wanted[columns[0][inside]]
            columns = [one[inside] for one in columns]
        customer, day, amount = columns[:3]
        accumulated.add(
            customer.astype(np.int64, copy=False),
            day.astype(np.int32, copy=False),
            amount.astype(np.int64, copy=False),
            bought=columns[3] if len(columns) > 3 else None,
        )


def settled(accumulated: Accumulator, batches: Callable[[], Iterable[pa.RecordBatch]]) -> Accumulator:
    """Adds anew whom a line reached late; `batches` gives all lines from the beginning, as often as it is called."""
    accumulated.fold()
    share = 1
    while (late := accumulated.late()).size:
        # where the lines of all of them do not fit together, a part at a time
        chosen = late[: -(-late.size // share)]
        accumulated.forget(chosen)
        with accumulated.roomy(chosen.size == 1):
            add_batches(accumulated, batches(), only=chosen)
            accumulated.fold()
        share = share * 2 if accumulated.late().size >= late.size else share
    return accumulated


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


def _array(column: pa.Array) -> npt.NDArray[Any]:
    """The memory of the column itself. Asking it for an array, or reading a date as one, would first load pandas, which
    takes longer than a million lines."""
    import pyarrow as pa

    if pa.types.is_boolean(column.type):
        column = column.cast(pa.uint8())
        kind: npt.DTypeLike = np.bool_
    elif pa.types.is_date32(column.type):
        kind = np.int32
    else:
        kind = np.dtype(str(column.type))
    return np.frombuffer(column.buffers()[1], dtype=kind, count=column.offset + len(column))[column.offset :]
