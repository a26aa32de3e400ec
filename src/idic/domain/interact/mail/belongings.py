"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import Follower, follow_case
from idic.domain.interact.unclaimed import claim_files

_MESSAGES = "(SELECT id FROM cases_message WHERE customer_id = ANY(%(customers)s))"
_OF_CASES = (
    "(SELECT id FROM cases_message WHERE case_id IN (SELECT id FROM cases_case WHERE customer_id = ANY(%(customers)s)))"
)
_CASES = "(SELECT id FROM cases_case WHERE customer_id = ANY(%(customers)s))"

declare(
    Belonging(
        "incoming_mail", _("E-mails received"), "mail_incomingmail", Follows.HISTORY, Erasing.BLANK, customer="",
        parent=f"(message_id IN {_MESSAGES} OR case_id IN {_CASES})",
        blanked={"raw_path": "''", "sender": "''", "subject": "''", "header_id": "''"},
        package=("sender", "subject", "received_at"), free_text=("subject",), moment="received_at",
    ),
    Belonging(
        "mail_recipient", _("E-mails sent"), "mail_recipient", Follows.HISTORY, Erasing.BLANK, customer="",
        parent=f"mail_id IN (SELECT id FROM mail_outgoingmail WHERE message_id IN {_OF_CASES})",  # noqa: S608 - our own words
        blanked={"address": "'erased-' || id", "said": "''"}, package=("address", "state", "at"),
    ),
)  # fmt: skip
follow_case(Follower("mail_incomingmail"))
claim_files("mail", "SELECT raw_path FROM mail_incomingmail WHERE raw_path <> ''")
