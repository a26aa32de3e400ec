"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import Follower, follow_case

declare(
    Belonging(
        "plan_start", _("Follow-up plans that began"), "plans_start", Follows.CUSTOMER, Erasing.KEEP,
        package=("cause", "cause_on", "state", "why", "started_on", "ended_at"), moment="started_on",
    ),
    Belonging(
        "plan_touch", _("Steps of follow-up plans"), "plans_touch", Follows.CUSTOMER, Erasing.KEEP, customer="",
        parent="start_id IN (SELECT id FROM plans_start WHERE customer_id = ANY(%(customers)s))",
    ),
    Belonging(
        "finding", _("Findings"), "plans_finding", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"text": "''", "done": "''"}, package=("kind", "severity", "text", "done", "created_at", "closed_at"),
        free_text=("text", "done"), moment="created_at",
    ),
)  # fmt: skip
follow_case(Follower("plans_finding"))
