from __future__ import annotations

import time

from idic.foundation.events.models import Event
from idic.foundation.events.operations.seal import advance_horizon, seal_settled_events


def settle() -> int:
    """Other runs share the server, and their transactions hold the horizon back for a moment."""
    last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    until = time.monotonic() + 900
    while time.monotonic() < until:
        settled = advance_horizon()
        if settled >= last:
            return settled
        time.sleep(0.05)
    return advance_horizon()


def seal_all() -> None:
    settle()
    seal_settled_events()
