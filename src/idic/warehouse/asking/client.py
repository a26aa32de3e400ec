from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from idic.warehouse.asking import wire
from idic.warehouse.asking.errors import NoAnswer, TooLong, understood
from idic.warehouse.asking.place import is_ours, socket_path

# The other side stops the work itself and says so; only when it cannot do even that, we go.
PATIENCE = 6.0


def ask(kind: str, body: Mapping[str, Any], *, seconds: float = 10.0, patience: float = PATIENCE) -> dict[str, Any]:
    """The answer of the process that holds the warehouse; raises an `AskingError`. `seconds` bounds the work, and who has
    another way to the answer has no `patience` beyond it."""
    path = socket_path(settings.CONFIGURATION.home)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(seconds + patience)
        try:
            if not is_ours(path.parent):
                raise NoAnswer
            connection.connect(str(path))
            wire.send(connection, {"kind": kind, "seconds": seconds, "body": dict(body)})
            message: dict[str, Any] = wire.receive(connection)
        except TimeoutError:
            raise TooLong(seconds) from None
        except (OSError, wire.ConnectionEnded):
            raise NoAnswer from None
    if "error" in message:
        raise understood(message)
    answer: dict[str, Any] = message["answer"]
    return answer


def wake(kind: str = "") -> None:
    """Somebody is about to ask: whoever answers may start already, and get ready for a `kind` by an empty body. Nobody
    waits for it."""
    path = socket_path(settings.CONFIGURATION.home)
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(0.2)
        connection.connect(str(path))
        if kind:
            wire.send(connection, {"kind": kind, "seconds": 10.0, "body": {}})
