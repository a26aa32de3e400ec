"""Work for a second core while a refresh goes on: numpy, DuckDB and the random numbers let another thread run meanwhile.

Such work never asks the records: a connection belongs to its thread, and so does the transaction that the refresh reads in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
_THREADS = 2


class Beside:
    def __init__(self, pool: ThreadPoolExecutor | None = None) -> None:
        self._pool = pool

    def start(self, work: Callable[[], T]) -> Callable[[], T]:
        """What is returned waits for the result, and raises what the work raised. Without a pool the work is done then."""
        return work if self._pool is None else self._pool.submit(work).result


@contextmanager
def one_thread_for_products() -> Iterator[None]:
    """The products here are short: threads that the linear algebra starts for them wait for each other longer than they
    multiply, on the cores where our own work goes on."""
    # what is loaded later would not be held
    import scipy.linalg  # noqa: F401 - for its library
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield


@contextmanager
def working_beside() -> Iterator[Beside]:
    """What has not begun when the block is left by an error is dropped."""
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="beside")
    try:
        yield Beside(pool)
    finally:
        pool.shutdown(cancel_futures=True)
