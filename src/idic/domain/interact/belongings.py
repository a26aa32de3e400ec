"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "follow_up", _("Follow-ups"), "interact_followup", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"note": "''", "outcome_note": "''"},
        package=("due_on", "method", "reason", "note", "state", "outcome", "outcome_note", "closed_at", "created_at"),
        free_text=("note", "outcome_note"), moment="created_at",
    ),
)  # fmt: skip
