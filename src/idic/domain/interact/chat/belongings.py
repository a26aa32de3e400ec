"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "chat_talk", _("Live chats"), "chat_chattalk", Follows.HISTORY, Erasing.BLANK, customer="",
        parent="case_id IN (SELECT id FROM cases_case WHERE customer_id = ANY(%(customers)s))",
        # without the secret nobody reads it under the old cookie
        blanked={"page": "''", "secret": "''"}, package=("page", "created_at", "ended_at"), free_text=("page",),
        moment="created_at",
    ),
)  # fmt: skip
