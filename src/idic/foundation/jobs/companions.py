"""What runs as long as the worker does, beside the queues: it listens or sends, and is not a job that ends."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connections

logger = logging.getLogger(__name__)

#: Runs until the event is set, and returns soon after.
Companion = Callable[[threading.Event], None]

_AGAIN_AFTER = 10.0

_companions: dict[str, Companion] = {}


def beside_the_worker(name: str) -> Callable[[Companion], Companion]:
    def register(companion: Companion) -> Companion:
        _companions[name] = companion
        return companion

    return register


def start_companions(stop: threading.Event) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=_keep_going, args=(name, one, stop), name=name, daemon=True)
        for name, one in sorted(_companions.items())
    ]
    for thread in threads:
        thread.start()
    return threads


def _keep_going(name: str, companion: Companion, stop: threading.Event) -> None:
    """One that fails is started again: nobody else would notice that it is gone."""
    while not stop.is_set():
        try:
            companion(stop)
        except Exception:
            logger.exception("%s ended with an error and is started again", name)
        finally:
            connections.close_all()
        stop.wait(_AGAIN_AFTER)
