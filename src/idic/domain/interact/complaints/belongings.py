"""What of a customer's stands in this room: complaints hang on their cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import remain_with_case

_TEXTS = (
    "remedy_wanted", "immediate_action", "customer_facts", "our_facts", "root_cause", "options", "decision", "promise",
)  # fmt: skip

declare(
    Belonging(
        "complaint", _("Complaints"), "complaints_complaint", Follows.CUSTOMER, Erasing.BLANK, customer="",
        blanked=dict.fromkeys(_TEXTS, "''") | {"fed_back": "''"}, package=("state", "received_at", "closed_at", *_TEXTS),
        free_text=_TEXTS, moment="received_at",
        parent="case_id IN (SELECT id FROM cases_case WHERE customer_id = ANY(%(customers)s))",
    ),
    Belonging(
        "complaint_step", _("Steps of complaints"), "complaints_complaintstep", Follows.CUSTOMER, Erasing.BLANK, customer="",
        blanked={"note": "''", "said": "'{}'"}, package=("kind", "after", "note", "at"), free_text=("note",), moment="at",
        parent="complaint_id IN (SELECT o.id FROM complaints_complaint o JOIN cases_case c ON c.id = o.case_id "
        "WHERE c.customer_id = ANY(%(customers)s))",
    ),
)  # fmt: skip
# moved or joined by joining.py
remain_with_case("complaints_complaint")
