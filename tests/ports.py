"""Ports for servers that tests start by their number."""

from __future__ import annotations

import random
import socket

# Below those that a system gives out by itself, to whoever calls or asks for any: between the moment in which one is found
# and the one in which its server takes it, nobody is given it. And above those that a browser does not open.
_FIRST, _LAST = 11_000, 32_000


def free_port() -> int:
    for port in random.SystemRandom().sample(range(_FIRST, _LAST), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
