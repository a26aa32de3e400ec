"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "fax_sending", _("Faxes sent"), "fax_faxsending", Follows.HISTORY, Erasing.BLANK, customer="",
        parent="message_id IN (SELECT id FROM cases_message WHERE case_id IN"
               " (SELECT id FROM cases_case WHERE customer_id = ANY(%(customers)s)))",
        blanked={"number": "''", "said": "''"}, package=("number", "state", "said", "created_at"), free_text=("said",),
        moment="created_at",
    ),
)  # fmt: skip
