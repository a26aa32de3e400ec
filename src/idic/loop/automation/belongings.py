"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "rule_run", _("What automation did"), "automation_rulerun", Follows.HISTORY, Erasing.BLANK,
        customer="subject_id", where="noun = 'customer'", blanked={"why": "'[]'", "did": "'[]'"},
        package=("at", "outcome"), moment="at",
    ),
    Belonging(
        "webhook", _("Messages to other systems"), "automation_webhookdelivery", Follows.HISTORY, Erasing.BLANK,
        customer="", parent="event_id IN (SELECT id FROM events_event WHERE customer_id = ANY(%(customers)s))",
        blanked={"body": "'{}'"}, package=("created_at", "url", "body"), moment="created_at",
    ),
)  # fmt: skip
