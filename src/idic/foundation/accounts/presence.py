"""The row of the user whose session was read, on its way from the statement that read both to whoever asks for him.

A session's row does not say whose it is, its signed text does. So the user of a session that this process has met is
read along with it; if the text names somebody else by now, nobody takes the row.
"""

from __future__ import annotations

import threading
from typing import Any

from django.core.signals import request_finished, request_started

from idic.foundation.storage.memory import Memory
from idic.foundation.storage.remembered import Row

_users_of_sessions: Memory[int] = Memory(4096)


class _ReadAlong(threading.local):
    is_on: bool = False
    row: Row | None = None


_along = _ReadAlong()


def likely_user(session_key: str) -> int | None:
    return _users_of_sessions.get(session_key)


def note_user(session_key: str, pk: int) -> None:
    _users_of_sessions.keep(session_key, pk)


def leave_row(row: Row | None) -> None:
    _along.row = row if _along.is_on else None


def take_row(pk: int) -> Row | None:
    """Once in a request: who asks a second time wants to see what has changed."""
    row, _along.row = _along.row, None
    return row if row is not None and row[0] == pk else None


def _begin(**_more: Any) -> None:
    _along.is_on, _along.row = True, None


def _end(**_more: Any) -> None:
    _along.is_on, _along.row = False, None


request_started.connect(_begin, dispatch_uid="idic.accounts.presence")
request_finished.connect(_end, dispatch_uid="idic.accounts.presence")
