"""What follows from watched tables alone, kept in this process under the stamp that the request began with.

A request that only reads learns the stamp with the statement that asks who is there. Whatever was read after that
moment is as new as the stamp or newer, so nobody is shown less than what stood there when the request came. A request
that writes holds no stamp: it reads what it has written. Jobs and commands hold none either.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started

from idic.foundation.storage.memory import Memory

V = TypeVar("V")

#: The stamp of this moment, for a statement that reads something else, too.
STAMP_SQL = "(SELECT bit_xor(stamp) FROM stamps_tablechange)"
_SAFE = frozenset({"GET", "HEAD"})
_kept: Memory[tuple[Any]] = Memory(2048)


class _Held(threading.local):
    may_hold: bool = False
    stamp: int | None = None


_held = _Held()


def hold(stamp: int | None) -> None:
    """Nothing has ever been written into a watched table: there is no stamp."""
    if _held.may_hold:
        _held.stamp = stamp or 0


def held_stamp() -> int | None:
    return _held.stamp


def kept(key: Hashable, make: Callable[[], V]) -> V:
    """`make()`, made once for a key under a stamp. It may read watched tables and what the key tells, nothing else, and
    nobody may change what it gives."""
    stamp = _held.stamp
    if stamp is None:
        return make()
    found = _kept.get((stamp, key))
    if found is None:
        _kept.keep((stamp, key), found := (make(),))
    value: V = found[0]
    return value


def on_begin(environ: dict[str, Any] | None = None, **_more: Any) -> None:
    _held.may_hold, _held.stamp = (environ or {}).get("REQUEST_METHOD") in _SAFE, None


def _end(**_more: Any) -> None:
    _held.may_hold, _held.stamp = False, None


request_started.connect(on_begin, dispatch_uid="idic.stamps")
request_finished.connect(_end, dispatch_uid="idic.stamps")
