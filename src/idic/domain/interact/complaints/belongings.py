"""What of a customer's stands in this room: complaints hang on the cases in which they were told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import remain_with_case

_TEXTS = (
    "remedy_wanted", "immediate_action", "customer_facts", "our_facts", "root_cause", "options", "decision", "promise",
)  # fmt: skip
# as `queries.own.complainer` has it
_THEIRS = """SELECT o.id FROM complaints_complaint o JOIN cases_case t ON t.id = o.told_in_id
WHERE t.customer_id = ANY(%(customers)s)
UNION ALL SELECT o.id FROM cases_case k JOIN complaints_complaint o ON o.case_id = k.id JOIN cases_case t ON t.id = o.told_in_id
WHERE k.customer_id = ANY(%(customers)s) AND t.customer_id IS NULL AND t.contact_address = k.contact_address
AND NOT t.contact_address = ''"""

declare(
    Belonging(
        "complaint", _("Complaints"), "complaints_complaint", Follows.CUSTOMER, Erasing.BLANK, customer="",
        blanked=dict.fromkeys(_TEXTS, "''") | {"fed_back": "''"}, package=("state", "received_at", "closed_at", *_TEXTS),
        free_text=_TEXTS, moment="received_at", parent=f"id IN ({_THEIRS})",
    ),
    Belonging(
        "complaint_step", _("Steps of complaints"), "complaints_complaintstep", Follows.CUSTOMER, Erasing.BLANK, customer="",
        blanked={"note": "''", "said": "'{}'"}, package=("kind", "after", "note", "at"), free_text=("note",), moment="at",
        parent=f"complaint_id IN ({_THEIRS})",
    ),
)  # fmt: skip
# the case in which it stands is moved by joining.py, the one in which it was told never changes
remain_with_case("complaints_complaint")
