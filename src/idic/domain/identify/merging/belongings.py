"""What merging itself writes down about customers and records."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

_MERGES = _("Merges and their undoing")
_APART = _("Decisions that two are not one")

declare(
    Belonging(
        "merge_survivor", _MERGES, "merging_merge", Follows.HISTORY, Erasing.KEEP, customer="survivor_id",
        package=("at", "reason", "undone_at"), moment="at",
    ),
    Belonging(
        "merge_absorbed", _MERGES, "merging_merge", Follows.HISTORY, Erasing.KEEP, customer="absorbed_id",
        package=("at", "reason", "undone_at"), moment="at",
    ),
    Belonging(
        "moved_record", _MERGES, "merging_movedrecord", Follows.HISTORY, Erasing.KEEP, customer="", record="record_id",
    ),
    Belonging(
        "cannot_link_first", _APART, "merging_cannotlink", Follows.HISTORY, Erasing.KEEP, customer="first_customer_id",
        record="first_record_id", moment="decided_at",
    ),
    Belonging(
        "cannot_link_second", _APART, "merging_cannotlink", Follows.HISTORY, Erasing.KEEP,
        customer="second_customer_id", record="second_record_id", moment="decided_at",
    ),
    Belonging(
        "judgement", _("Values chosen or verified by a person"), "merging_judgement", Follows.RECORD, Erasing.DELETE,
        customer="", record="record_id", package=("field", "kind", "at"), moment="at",
        parent="record_id IN (SELECT id FROM identify_sourcerecord WHERE customer_id = ANY(%(customers)s))",
    ),
)  # fmt: skip
