"""Questions of the tests, and a door whose process answers them: `python -m tests.warehouse.asking.kinds [socket]`."""

from __future__ import annotations

import os
import socket
import sys
import time
from typing import Any

from idic.warehouse.asking.desk import Desk
from idic.warehouse.asking.errors import QuestionRefused, TooMuch

KINDS = {name: f"tests.warehouse.asking.kinds:{name}" for name in ("echo", "refuse", "much", "fail", "die", "hang")}


def echo(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    return {"pid": os.getpid(), "body": body, "left": desk.limits.left}


def refuse(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    raise QuestionRefused("no_such_measure", {"name": body["name"]})


def much(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    raise TooMuch("rows", 5)


def fail(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    raise RuntimeError("a mistake of ours")


def die(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    os._exit(9)


def hang(body: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """Deaf to the timer: only the last resort helps."""
    time.sleep(600)
    return {}


if __name__ == "__main__":
    from idic.foundation.configuration import load_configuration
    from idic.warehouse.asking.door import Door
    from idic.warehouse.asking.place import socket_path
    from idic.warehouse.asking.server import Server

    configuration = load_configuration(os.environ)
    if len(sys.argv) > 1:
        Server(socket.socket(fileno=int(sys.argv[1])), configuration, KINDS).serve()
    else:
        Door(socket_path(configuration.home), [sys.executable, "-m", "tests.warehouse.asking.kinds"]).stand_open()
