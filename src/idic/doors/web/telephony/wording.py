from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from idic.domain.interact.telephony.enums import CallState
from idic.domain.interact.telephony.models import Call
from idic.doors.web.shell.parts.signs import Tone

TONES: dict[str, Tone] = {
    CallState.RINGING: "warning", CallState.TALKING: "info", CallState.ENDED: "success", CallState.MISSED: "danger",
}  # fmt: skip


def state_of(call: Call) -> tuple[str, Tone]:
    """Of a call of ours that nobody took it is said that they were not reached."""
    if call.state == CallState.MISSED and not call.is_inbound:
        return _("Nobody answered"), "neutral"
    return call.get_state_display(), TONES[call.state]


def icon_of(call: Call) -> str:
    if call.state == CallState.MISSED:
        return "phone-off"
    return "phone" if call.is_inbound else "phone-call"


def lasted(time: timedelta | None) -> str:
    """Minutes and seconds, as on a telephone."""
    if time is None:
        return ""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    return f"{minutes}:{seconds:02d}"
