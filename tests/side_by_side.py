"""Two pieces of work at the same moment, each on a connection of its own: whatever they lock, neither ends the other.

Each stops where it has its first lock until the other has its own, or for a moment where the other waits for it. Two that
take the same rows in different orders wait in a ring then, for which PostgreSQL ends one of them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

_LONGEST = 300.0


def side_by_side(*works: tuple[str, Callable[[], Any]], moment: float = 0.3) -> list[Any]:
    """Of each the statement behind which it stops, as an expression, and the work. What they return, in their order; what
    the first of them raised is raised."""
    start, gate = threading.Barrier(len(works)), threading.Barrier(len(works))
    found: list[Any] = [None] * len(works)
    raised: list[BaseException] = []

    def run(place: int, stops: str, work: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(_LONGEST)
            with connection.execute_wrapper(_stopping(re.compile(stops, re.S), gate, moment)):
                found[place] = work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, *work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_LONGEST)
    if raised:
        raise raised[0]
    assert not any(thread.is_alive() for thread in threads)
    return found


def _stopping(behind: re.Pattern[str], gate: threading.Barrier, moment: float) -> Callable[..., Any]:
    has_stopped = False

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal has_stopped
        result = execute(sql, params, many, context)
        if not has_stopped and behind.search(sql):
            has_stopped = True
            try:
                gate.wait(moment)
            except threading.BrokenBarrierError:
                gate.reset()
        return result

    return wrapper
