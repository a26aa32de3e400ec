"""A line to a server that ends, or falls silent, in the middle of what the server says."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def failing_line(port: int, *, after: int, hangs: bool) -> Iterator[int]:
    """Everything passes until the server has said `after` bytes on a connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    ends: list[socket.socket] = [listener]

    def serve() -> None:
        while True:
            try:
                near, _address = listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", port))
            ends.extend((near, far))
            threading.Thread(target=_pass, args=(near, far, None, hangs), daemon=True).start()
            threading.Thread(target=_pass, args=(far, near, after, hangs), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        for end in ends:
            end.close()


def _pass(source: socket.socket, target: socket.socket, left: int | None, hangs: bool) -> None:
    try:
        while data := source.recv(4096):
            target.sendall(data if left is None else data[:left])
            if left is not None and (left := left - len(data)) <= 0:
                if not hangs:
                    target.shutdown(socket.SHUT_RDWR)
                return
    except OSError:
        return
