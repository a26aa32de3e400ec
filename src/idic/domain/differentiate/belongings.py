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
    Belonging(
        "unevaluated", _("Segments to be worked out"), "differentiate_unevaluated", Follows.DERIVED, Erasing.DELETE,
        stale={"since": "now()"},
    ),
    Belonging(
        "listed_customer", _("Lists"), "differentiate_listedcustomer", Follows.CUSTOMER, Erasing.DELETE,
        package=("segment_id", "listed_at", "taken_out_at"), moment="listed_at",
    ),
    Belonging(
        "prediction", _("What models say"), "differentiate_prediction", Follows.DERIVED, Erasing.DELETE,
        package=("model_id", "score", "band", "reasons", "as_of"), moment="as_of",
    ),
    Belonging(
        "risk_list_entry", _("Lists of who is about to leave"), "differentiate_risklistentry", Follows.HISTORY,
        Erasing.DELETE, package=("risk_list_id", "place", "risk", "is_held_out"),
    ),
)  # fmt: skip
