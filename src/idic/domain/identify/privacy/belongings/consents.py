"""What this room keeps of a customer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "consent", _("Consents"), "privacy_consentevent", Follows.RECORD, Erasing.BLANK, record="record_id",
        blanked={"evidence": "'{}'::jsonb", "text_digest": "''"},
        package=("purpose_id", "channel", "kind", "at", "valid_until", "method", "by_guardian", "language", "evidence"),
        moment="at",
    ),
    Belonging(
        "opt_in", _("Consents asked for by e-mail"), "privacy_optin", Follows.RECORD, Erasing.DELETE, record="record_id",
        package=("purpose_id", "channel", "language", "asked_at", "expires_at", "confirmed_at"), moment="asked_at",
    ),
    Belonging(
        "under_age", _("Marks of being under age"), "privacy_underagemark", Follows.RECORD, Erasing.DELETE,
        record="record_id", package=("set_at", "lifted_at"), moment="set_at",
    ),
)  # fmt: skip
