"""What of a customer's stands in this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.identify.privacy.stores.files import when_removed
from idic.domain.interact.unclaimed import claim_files

_OF_THEIR_CASES = "case_id IN (SELECT id FROM cases_case WHERE customer_id = ANY(%(customers)s))"
_SAID = {
    "text": "''", "html": "''", "subject": "''", "sender_name": "''", "sender_address": "''", "to": "'{}'", "cc": "'{}'",
    "raw_path": "''",
}  # fmt: skip

declare(
    Belonging(
        "case", _("Cases"), "cases_case", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"title": "'-'", "text": "''", "contact_name": "''", "contact_address": "''", "outcome_note": "''",
                 "search_text": "''", "search_keys": "'{}'", "signature": "'{}'", "attributes": "'{}'"},
        package=("title", "text", "mode", "purpose", "state", "received_at", "resolved_at", "outcome", "outcome_note"),
        free_text=("title", "text", "outcome_note"), moment="received_at", is_worked_on=True,
    ),
    Belonging(
        "case_message", _("Messages"), "cases_message", Follows.CUSTOMER, Erasing.BLANK,
        blanked=_SAID,
        package=("kind", "mode", "subject", "text", "at"), free_text=("subject", "text"), moment="at",
    ),
    # what we answered names them too, and whoever else wrote in their case
    Belonging(
        "case_answer", _("Messages"), "cases_message", Follows.HISTORY, Erasing.BLANK, customer="", parent=_OF_THEIR_CASES,
        blanked=_SAID,
    ),
    Belonging(
        "case_message_file", _("Files of messages"), "cases_messagefile", Follows.HISTORY, Erasing.DELETE, customer="",
        parent="message_id IN (SELECT m.id FROM cases_message m JOIN cases_case c ON c.id = m.case_id"
               " WHERE m.customer_id = ANY(%(customers)s) OR c.customer_id = ANY(%(customers)s))",
        package=("name", "media_type", "size"), free_text=("name",),
    ),
    Belonging(
        "case_pause", _("Pauses of cases"), "cases_casepause", Follows.HISTORY, Erasing.BLANK, customer="",
        parent=_OF_THEIR_CASES, blanked={"note": "''"},
    ),
    Belonging(
        "case_draft_file", _("Files of answers that were begun"), "cases_draftfile", Follows.HISTORY, Erasing.DELETE,
        customer="", parent=f"draft_id IN (SELECT id FROM cases_replydraft WHERE {_OF_THEIR_CASES})",  # noqa: S608 - our own
        package=("name", "media_type", "size"), free_text=("name",),
    ),
    Belonging(
        "case_reply_draft", _("Answers that were begun"), "cases_replydraft", Follows.HISTORY, Erasing.DELETE, customer="",
        parent=_OF_THEIR_CASES, package=("text", "updated_at"), free_text=("text",),
    ),
)  # fmt: skip
claim_files("messages", "SELECT path FROM cases_messagefile", "SELECT path FROM cases_draftfile")
claim_files("mail", "SELECT raw_path FROM cases_message WHERE raw_path <> ''")
when_removed("messages", "UPDATE cases_messagefile SET name = '***', refused = 'erased' WHERE path = %s")
when_removed("mail", "UPDATE cases_message SET raw_path = '' WHERE raw_path = %s")
