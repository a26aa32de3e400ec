"""Messages on the socket: four bytes of length, then JSON."""

from __future__ import annotations

import json
import socket
import struct
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# A question is small; an answer may be a whole table.
LARGEST = 256 * 1024 * 1024
_HEAD = struct.Struct(">I")


class ConnectionEnded(Exception):
    pass


class Written(bytes):
    """An answer as it travels, for one that is given again and again."""


def written(answer: Any) -> Written:
    return Written(json.dumps(answer, ensure_ascii=False, default=_plain, separators=(",", ":")).encode("utf-8"))


def send(connection: socket.socket, message: Any) -> None:
    answer = message.get("answer") if isinstance(message, dict) else None
    body = b'{"answer":' + answer + b"}" if isinstance(answer, Written) else written(message)
    connection.sendall(_HEAD.pack(len(body)) + body)


def receive(connection: socket.socket) -> Any:
    (length,) = _HEAD.unpack(_exactly(connection, _HEAD.size))
    if length > LARGEST:
        raise ConnectionEnded
    return json.loads(_exactly(connection, length))


def _exactly(connection: socket.socket, length: int) -> bytes:
    parts, missing = [], length
    while missing:
        part = connection.recv(min(missing, 1 << 20))
        if not part:
            raise ConnectionEnded
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not travel")
