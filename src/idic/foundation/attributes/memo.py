"""The definitions, read once under a stamp, and anew once a request has written some: a request asks for fields many
times, and another process may have made one since the last request. Outside a request, in jobs and commands, each
question goes to the database."""

from __future__ import annotations

import threading
from typing import Any

from django.core.signals import request_finished, request_started

from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.stamps.kept import kept
from idic.foundation.storage.remembered import RememberedQuery

_all = RememberedQuery(AttributeDefinition.objects.all)


class _Memo(threading.local):
    is_on: bool = False
    is_written: bool = False
    found: list[AttributeDefinition] | None = None


_memo = _Memo()


def all_definitions() -> list[AttributeDefinition]:
    """Of every noun, archived ones too, in their order."""
    if _memo.is_on and _memo.found is not None:
        return _memo.found
    found = _all() if _memo.is_written else kept("attribute definitions", _all, is_writing_known=_memo.is_on)
    _memo.found = found if _memo.is_on else None
    return found


def forget_definitions() -> None:
    _memo.found, _memo.is_written = None, True


def _begin(**_more: Any) -> None:
    _memo.is_on, _memo.is_written, _memo.found = True, False, None


def _end(**_more: Any) -> None:
    _memo.is_on, _memo.is_written, _memo.found = False, False, None


request_started.connect(_begin, dispatch_uid="idic.attributes.memo")
request_finished.connect(_end, dispatch_uid="idic.attributes.memo")
