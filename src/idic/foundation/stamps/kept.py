"""What follows from watched tables alone, kept in this process under the stamp that the request began with.

A request that only reads learns the stamp with the statement that asks who is there. Whatever was read after that
moment is as new as the stamp or newer, so nobody is shown less than what stood there when the request came. A request
that writes reads what it has written: it keeps only what its writers are known to forget. Jobs and commands hold no
stamp, unless they take one for a while.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started
from django.db import connection

from idic.foundation.storage.memory import Memory

V = TypeVar("V")

#: The stamp of this moment, for a statement that reads something else, too.
STAMP_SQL = "(SELECT bit_xor(stamp) FROM stamps_tablechange)"
_SAFE = frozenset({"GET", "HEAD"})
_kept: Memory[tuple[Any]] = Memory(2048)


class _Held(threading.local):
    is_request: bool = False
    reads_only: bool = False
    stamp: int | None = None


_held = _Held()


def hold(stamp: int | None) -> None:
    """Nothing has ever been written into a watched table: there is no stamp."""
    if _held.is_request:
        _held.stamp = stamp or 0


def held_stamp() -> int | None:
    return _held.stamp if _held.reads_only else None


def kept(key: Hashable, make: Callable[[], V], *, is_writing_known: bool = False) -> V:
    """`make()`, made once for a key under a stamp. It may read watched tables and what the key tells, nothing else, and
    nobody may change what it gives. `is_writing_known`: who asks knows that this request has written nothing of it."""
    stamp = _held.stamp if _held.reads_only or is_writing_known else None
    if stamp is None:
        return make()
    found = _kept.get((stamp, key))
    if found is None:
        _kept.keep((stamp, key), found := (make(),))
    value: V = found[0]
    return value


@contextmanager
def under_one_stamp() -> Iterator[None]:
    """For a job that does many small things and writes into no watched table: what follows from those is made once for
    all of them, from what stood there when it began."""
    before = (_held.reads_only, _held.stamp)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {STAMP_SQL}")
        found = cursor.fetchone()
    _held.reads_only, _held.stamp = True, (found[0] if found else None) or 0
    try:
        yield
    finally:
        _held.reads_only, _held.stamp = before


def on_begin(environ: dict[str, Any] | None = None, **_more: Any) -> None:
    _held.is_request, _held.stamp = environ is not None, None
    _held.reads_only = (environ or {}).get("REQUEST_METHOD") in _SAFE


def _end(**_more: Any) -> None:
    _held.is_request, _held.reads_only, _held.stamp = False, False, None


request_started.connect(on_begin, dispatch_uid="idic.stamps")
request_finished.connect(_end, dispatch_uid="idic.stamps")
