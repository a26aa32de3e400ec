"""Arrow batches into an accumulator, the next ones read while one is worked on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.accumulator import Accumulator
from idic.methods.purchase_summary.reading import read_ahead
from idic.methods.purchase_summary.runs import Prepared
from idic.methods.purchase_summary.turns import Turns
from idic.methods.purchase_summary.waiting import Flags, Ints

if TYPE_CHECKING:
    import pyarrow as pa


_THREADS = 2
_LARGE = (32 << 20) - (1 << 16)
# lines that are ready before their turn
_READY = 1 << 21
#: A batch that stays in the processor's own memory while it is worked on.
BATCH_ROWS = 1 << 18


def add_batches(accumulated: Accumulator, batches: Iterable[pa.RecordBatch], *, only: Ints | None = None) -> None:
    """Batches of customer (whole number), day (date or whole number), amount (whole number) and, where a fourth column is
    there, whether the line is bought; no value is empty. `only` lines of these customers."""
    _keep_memory()
    for ready in _prepared(accumulated, read_ahead(batches), _marked(accumulated, only)):
        accumulated.take(ready)


def add_parts(
    accumulated: Accumulator, *parts: Callable[[], Iterable[pa.RecordBatch]], only: Ints | None = None
) -> None:
    """Parts of the lines, each read and made ready by one of two threads, and added in the order in which they are given."""
    if len(parts) < _THREADS:
        for part in parts:
            add_batches(accumulated, part(), only=only)
        return
    _keep_memory()
    wanted, turns = _marked(accumulated, only), Turns(len(parts))

    def work() -> None:
        for number in turns.numbers():
            held: list[Prepared] = []
            for ready in _prepared(accumulated, parts[number](), wanted):
                held.append(ready)
                if turns.has_come(number, wait=sum(one.bought.day.size for one in held) > _READY):
                    _take(accumulated, held)
            turns.has_come(number, wait=True)
            _take(accumulated, held)
            turns.over()

    turns.run(work, _THREADS)


def settled(accumulated: Accumulator, *parts: Callable[[], Iterable[pa.RecordBatch]]) -> Accumulator:
    """Adds anew whom a line reached late; the `parts` give all lines from the beginning, as often as they are called."""
    accumulated.fold()
    share = 1
    while (late := accumulated.late()).size:
        # where the lines of all of them do not fit together, a part at a time
        chosen = late[: -(-late.size // share)]
        accumulated.forget(chosen)
        with accumulated.roomy(chosen.size == 1):
            add_parts(accumulated, *parts, only=chosen)
            accumulated.fold()
        share = share * 2 if accumulated.late().size >= late.size else share
    return accumulated


def _keep_memory() -> None:
    # glibc takes memory of this size from the system for each array anew, until it has seen a larger one given back
    np.empty(_LARGE, dtype=np.uint8)


def _marked(accumulated: Accumulator, only: Ints | None) -> Flags | None:
    if only is None:
        return None
    wanted = np.zeros(max(accumulated.known.size, int(only.max(initial=-1)) + 1), dtype=np.bool_)
    wanted[only] = True
    return wanted


def _prepared(accumulated: Accumulator, batches: Iterable[pa.RecordBatch], wanted: Flags | None) -> Iterator[Prepared]:
    for batch in batches:
        columns = [_array(one) for one in batch.columns]
        if wanted is not None:
            inside = columns[0] < wanted.size
            inside[inside] = wanted[columns[0][inside]]
            columns = [one[inside] for one in columns]
        customer, day, amount = columns[:3]
        ready = accumulated.prepared(
            customer.astype(np.int64, copy=False),
            day.astype(np.int32, copy=False),
            amount.astype(np.int64, copy=False),
            bought=columns[3] if len(columns) > 3 else None,
        )
        if ready is not None:
            yield ready


def _take(accumulated: Accumulator, held: list[Prepared]) -> None:
    for ready in held:
        accumulated.take(ready)
    held.clear()


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
