"""Fax gateways and faxes in words and colours."""

from __future__ import annotations

from django.utils.translation import gettext as _

from idic.domain.interact.cases.enums import DeliveryState
from idic.domain.interact.fax.enums import FaxState
from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.fax.queries.gateways import health
from idic.doors.web.shell.parts.signs import Tone

_TONES: dict[str, Tone] = {
    "paused": "neutral", "error": "danger", "silent": "warning", "late": "warning", "new": "info", "well": "success",
}  # fmt: skip
_FAX_TONES: dict[str, Tone] = {
    FaxState.WAITING: "info", FaxState.DELIVERED: "success", FaxState.FAILED: "danger",
}  # fmt: skip


def state_of(gateway: FaxGateway) -> tuple[str, Tone]:
    code = health(gateway)
    words = {
        "paused": _("Paused"), "error": _("Its mailbox fails"), "silent": _("Its mailbox is silent"),
        "late": _("Confirmations are missing"), "new": _("Not read yet"), "well": _("Works"),
    }[code]  # fmt: skip
    return words, _TONES[code]


def told_of(sending: FaxSending, delivery: str) -> tuple[str, Tone] | None:
    """Beside what the mail server said: nothing while the mail is on its way, or came back."""
    if delivery != DeliveryState.SENT and sending.state != FaxState.FAILED:
        return None
    return str(sending.get_state_display()), _FAX_TONES[sending.state]
