"""What matching itself writes down about customers and records: who was compared with whom, and what was said of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

_FOUND = _("Pairs that record linkage found")
_SAID = _("Labels of record linkage")

declare(
    Belonging(
        "linkage_pair_first", _FOUND, "linkage_linkagepair", Follows.HISTORY, Erasing.DELETE,
        customer="first_customer_id", record="first_record_id", moment="found_at",
    ),
    Belonging(
        "linkage_pair_second", _FOUND, "linkage_linkagepair", Follows.HISTORY, Erasing.DELETE,
        customer="second_customer_id", record="second_record_id", moment="found_at",
    ),
    Belonging(
        "linkage_label_first", _SAID, "linkage_label", Follows.HISTORY, Erasing.DELETE, customer="",
        record="first_record_id", moment="at",
        parent="first_record_id IN (SELECT id FROM identify_sourcerecord WHERE customer_id = ANY(%(customers)s))",
    ),
    Belonging(
        "linkage_label_second", _SAID, "linkage_label", Follows.HISTORY, Erasing.DELETE, customer="",
        record="second_record_id", moment="at",
        parent="second_record_id IN (SELECT id FROM identify_sourcerecord WHERE customer_id = ANY(%(customers)s))",
    ),
)  # fmt: skip
