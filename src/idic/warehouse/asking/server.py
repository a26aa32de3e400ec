"""The process that answers: it takes connections until nobody has asked for a while, and then ends."""

from __future__ import annotations

import importlib
import os
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from idic.foundation.configuration import Configuration
from idic.warehouse.asking import wire
from idic.warehouse.asking.desk import Desk
from idic.warehouse.asking.errors import AskingError, NoAnswer, TooLong, told

Handler = Callable[[dict[str, Any], Desk], dict[str, Any] | wire.Written]

AT_ONCE = 4
IDLE_SECONDS = 900.0
LONGEST_WORK = 600.0
# Who does not stop when told is beyond help: the process goes, and the next question starts another.
GRACE = 5.0


class Server:
    def __init__(self, listener: socket.socket, configuration: Configuration, kinds: Mapping[str, str]) -> None:
        """`kinds` maps the name of a kind to its handler, as module:function; it is loaded when first asked."""
        self._listener = listener
        self._kinds = kinds
        self._desk = Desk(configuration)
        self._places = threading.Semaphore(AT_ONCE)
        self._busy = 0
        self._lock = threading.Lock()
        self._last = time.monotonic()
        self._parent = os.getppid()

    def serve(self) -> None:
        self._listener.settimeout(1.0)
        threading.Thread(target=self._desk.prepare, daemon=True).start()
        while True:
            try:
                connection, _address = self._listener.accept()
            except TimeoutError:
                if self._is_idle() or os.getppid() != self._parent:
                    self._desk.close()
                    return
                continue
            with self._lock:
                self._busy += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _is_idle(self) -> bool:
        with self._lock:
            return self._busy == 0 and time.monotonic() - self._last > IDLE_SECONDS

    def _answer(self, connection: socket.socket) -> None:
        try:
            with connection:
                connection.settimeout(30.0)
                wire.send(connection, self._message(wire.receive(connection)))
        except (OSError, wire.ConnectionEnded):
            pass  # whoever asked is gone
        finally:
            with self._lock:
                self._busy -= 1
                self._last = time.monotonic()

    def _message(self, request: dict[str, Any]) -> dict[str, Any]:
        seconds = min(float(request["seconds"]), LONGEST_WORK)
        if not self._places.acquire(timeout=seconds):
            return told(TooLong(seconds))
        last_resort = threading.Timer(seconds + GRACE, os._exit, args=(3,))
        last_resort.daemon = True
        last_resort.start()
        try:
            with self._desk.within(seconds):
                return {"answer": self._handler(request["kind"])(request["body"], self._desk)}
        except AskingError as error:
            return told(error)
        except Exception:  # the process answers others too, and the log tells what it was
            traceback.print_exc(file=sys.stderr)
            return told(NoAnswer())
        finally:
            last_resort.cancel()
            self._places.release()

    def _handler(self, kind: str) -> Handler:
        module, _colon, name = self._kinds[kind].partition(":")
        handler: Handler = getattr(importlib.import_module(module), name)
        return handler
