from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from idic.domain.interact.counter.enums import TicketState
from idic.domain.interact.counter.models import CounterService
from idic.doors.web.shell.parts.signs import Tone

TONES: dict[str, Tone] = {
    TicketState.WAITING: "neutral", TicketState.CALLED: "warning", TicketState.SERVED: "info", TicketState.DONE: "success",
    TicketState.NOT_HERE: "danger", TicketState.CANCELLED: "neutral",
}  # fmt: skip


def service_name(service: CounterService) -> str:
    return in_my_language(service.names) or service.letter


def in_my_language(texts: Mapping[str, str]) -> str:
    """The reader's, else English, else whatever there is."""
    return texts.get(get_language() or "en") or texts.get("en") or next(iter(texts.values()), "")
