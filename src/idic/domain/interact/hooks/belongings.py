"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import Follower, follow_case

declare(
    Belonging(
        "hook_talk", _("Messenger conversations"), "hooks_hooktalk", Follows.HISTORY, Erasing.BLANK, customer="",
        parent="case_id IN (SELECT id FROM cases_case WHERE customer_id = ANY(%(customers)s))",
        # whoever writes again under the same name begins anew
        blanked={"name": "''", "external_id": "'erased-' || id", "reply_token": "''"}, package=("name", "external_id"),
        moment="created_at",
    ),
)  # fmt: skip
follow_case(Follower("hooks_hooktalk"))
