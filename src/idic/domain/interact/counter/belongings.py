"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import Follower, follow_case

declare(
    Belonging(
        "counter_ticket", _("Numbers at the counter"), "counter_ticket", Follows.CUSTOMER, Erasing.KEEP,
        package=("label", "taken_at", "served_at", "ended_at"), moment="taken_at",
    ),
)  # fmt: skip
follow_case(Follower("counter_ticket"))
