"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import Follower, follow_case

declare(
    Belonging(
        "call", _("Calls"), "telephony_call", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"number": "''", "recording_url": "''", "note": "''", "external_id": "'erased ' || id::text"},
        package=("direction", "number", "rang_at", "answered_at", "ended_at", "note"), free_text=("note",),
        moment="rang_at",
    ),
    Belonging(
        "call_back", _("Call-backs"), "telephony_callback", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"number": "''", "name": "''", "note": "''"},
        package=("number", "name", "reason", "note", "asked_at", "state", "closed_at"), free_text=("name", "note"),
        moment="asked_at",
    ),
)  # fmt: skip
follow_case(Follower("telephony_call"), Follower("telephony_callback"))
