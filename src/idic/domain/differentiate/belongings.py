"""What of a customer's stands in this room: all of it is computed again by the next refresh."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "score", _("Scores"), "differentiate_customerscore", Follows.DERIVED, Erasing.DELETE,
        stale={"refresh_id": "NULL"},
        package=(
            "tense", "first_at", "last_at", "frequency", "monetary", "rfm_group", "p_alive", "lifetime_value", "tier",
        ),
        moment="last_at",
    ),
    Belonging(
        "segment_membership", _("Segments"), "differentiate_segmentmembership", Follows.DERIVED, Erasing.DELETE,
        package=("segment_id", "valid_from", "valid_to"), moment="valid_from",
    ),
)  # fmt: skip
