"""After an act that can be taken back, the notice says so and holds the button."""

from __future__ import annotations

from django.contrib import messages

from idic.doors.web.requests import SignedInRequest
from idic.foundation.events.undoing import latest_event_id


def say_done(request: SignedInRequest, text: str, *, noun: str, pk: int) -> None:
    """`noun` and `pk` name the subject of the event that the act has left."""
    event_id = latest_event_id(request.user, noun, pk)
    messages.success(request, text, extra_tags=f"undo-{event_id}" if event_id is not None else "")
