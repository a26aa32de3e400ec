from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from idic.domain.identify.privacy.enums import RequestKind, RequestState
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.doors.web.shell.parts.signs import Tone

STATE_TONES: dict[str, Tone] = {
    RequestState.RECEIVED: "info", RequestState.IDENTIFIED: "info", RequestState.SCOPED: "info",
    RequestState.WORKING: "warning", RequestState.ANSWERED: "success", RequestState.REFUSED: "danger",
    RequestState.CLOSED: "neutral",
}  # fmt: skip

ACTS = {
    "delete": gettext_lazy("Deleted"), "blank": gettext_lazy("Blanked"), "redact": gettext_lazy("Values taken out"),
    "keep": gettext_lazy("Kept: it names nobody"), "hold": gettext_lazy("Kept: a hold stands on it"),
    "mask": gettext_lazy("Masked"),
}  # fmt: skip
ACT_TONES: dict[str, Tone] = {
    "delete": "danger",
    "blank": "warning",
    "redact": "warning",
    "mask": "warning",
    "keep": "neutral",
    "hold": "info",
}
#: Places beside the declared tables.
PLACES = {
    "suppression": gettext_lazy("Hashes that keep imports from bringing them back"),
    "mention": gettext_lazy("Mentions in other records"),
    "session": gettext_lazy("Sessions and cache"),
    "warehouse": gettext_lazy("Rows of the warehouse"),
    "file_rows": gettext_lazy("Rows of uploaded files"),
    "files": gettext_lazy("Files: uploads, exports, attachments, copies"),
}  # fmt: skip
_STEPS = (
    RequestState.RECEIVED, RequestState.IDENTIFIED, RequestState.SCOPED, RequestState.WORKING, RequestState.ANSWERED,
    RequestState.CLOSED,
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    label: str
    done: bool
    current: bool


def steps_of(request: PrivacyRequest) -> list[Step]:
    states = [RequestState.REFUSED if one == RequestState.ANSWERED and request.refusal else one for one in _STEPS]
    place = states.index(RequestState(request.state)) if request.state in states else 0
    return [Step(str(one.label), number < place, number == place) for number, one in enumerate(states)]


def due_words(request: PrivacyRequest) -> tuple[str, Tone]:
    if not request.is_open:
        return "", "neutral"
    left = request.days_left
    if left < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -left) % {"days": -left}, "danger"
    tone: Tone = "warning" if request.age_days >= 20 or left <= 5 else "success"
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}, tone


def next_step(request: PrivacyRequest) -> str:
    """What is to be done now, in one sentence."""
    if request.paused_at is not None:
        return _("The clock stands: the person was asked to prove who they are.")
    if request.state == RequestState.RECEIVED:
        return _("Make sure who asks, and write down how.")
    if request.state == RequestState.IDENTIFIED:
        return _("Agree on what is asked for: everything, or a part.")
    return {
        RequestKind.ACCESS: _("Make the copy, look at it, then hand out the link."),
        RequestKind.PORTABILITY: _("Make the copy, then hand out the link."),
        RequestKind.ERASURE: _("Look at what will happen; a second person then agrees."),
        RequestKind.RECTIFICATION: _("Take over the values, and tell those who received the old ones."),
        RequestKind.RESTRICTION: _("Lock the data: it stays, and nobody uses it."),
    }.get(RequestKind(request.kind), _("Answer the person."))
