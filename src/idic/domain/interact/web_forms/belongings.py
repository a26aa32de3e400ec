"""What of a customer's stands in this room: what they sent, until it is a case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import Follower, follow_case
from idic.domain.interact.unclaimed import claim_files

declare(
    Belonging(
        "web_form_submission", _("Web forms sent"), "web_forms_submission", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"values": "'{}'", "files": "'[]'", "consent": "''"}, package=("values", "consent", "received_at"),
        free_text=("values",), moment="received_at",
    ),
)  # fmt: skip
follow_case(Follower("web_forms_submission"))
claim_files(
    "messages",
    "SELECT file->>'path' FROM web_forms_submission, jsonb_array_elements(files) AS file WHERE files <> '[]'::jsonb",
)
