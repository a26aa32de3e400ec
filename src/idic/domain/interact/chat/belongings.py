"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import remain_with_case

declare(
    Belonging(
        "chat_talk", _("Live chats"), "chat_chattalk", Follows.HISTORY, Erasing.BLANK, customer="",
        parent="case_id IN (SELECT id FROM cases_case WHERE customer_id = ANY(%(customers)s))",
        # without the secret nobody reads it under the old cookie
        blanked={"page": "''", "secret": "''"}, package=("page", "created_at", "ended_at"), free_text=("page",),
        moment="created_at",
    ),
)  # fmt: skip
# a live chat ends with its case; its visitor sees what was theirs alone (queries/feed.py)
remain_with_case("chat_chattalk")
