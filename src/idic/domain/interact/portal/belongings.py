"""What of a customer's stands in this room: their sessions, which end with them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "portal_session", _("Visits to the portal"), "portal_portalsession", Follows.CUSTOMER, Erasing.DELETE,
        package=("email", "began_at", "expires_at", "ended_at"), moment="began_at",
    ),
)  # fmt: skip
