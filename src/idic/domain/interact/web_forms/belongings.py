"""What of a customer's stands in this room: what they sent, until it is a case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "web_form_submission", _("Web forms sent"), "web_forms_submission", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"values": "'{}'", "files": "'[]'", "consent": "''"}, package=("values", "consent", "received_at"),
        free_text=("values",), moment="received_at",
    ),
)  # fmt: skip
