"""What requests, holds and erasures keep of a customer: duties to prove what was done, without a value of the person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare

declare(
    Belonging(
        "privacy_request", _("Requests about their own data"), "privacy_privacyrequest", Follows.HISTORY, Erasing.BLANK,
        blanked={"asked": "''", "corrections": "'{}'", "identity_how": "''", "scope_note": "''", "refusal_note": "''"},
        package=("kind", "state", "way", "received_on", "due_on", "asked", "answered_at", "refusal", "refusal_note"),
        free_text=("asked", "refusal_note"), moment="received_on",
    ),
    Belonging(
        "access_package", _("Copies handed out"), "privacy_accesspackage", Follows.HISTORY, Erasing.KEEP, customer="",
        parent="request_id IN (SELECT id FROM privacy_privacyrequest WHERE customer_id = ANY(%(customers)s))",
        package=("made_at", "fetched_at", "size"), moment="made_at",
    ),
    Belonging(
        "legal_hold", _("Legal holds"), "privacy_legalhold", Follows.HISTORY, Erasing.BLANK, blanked={"reason": "''"},
        package=("reason", "set_at", "released_at"), moment="set_at",
    ),
    Belonging(
        "processing_lock", _("Restrictions"), "privacy_processinglock", Follows.CUSTOMER, Erasing.BLANK,
        blanked={"reason": "''"}, package=("reason", "set_at", "lifted_at"), moment="set_at",
    ),
    Belonging(
        "erasure", _("Erasures"), "privacy_erasure", Follows.HISTORY, Erasing.KEEP, package=("asked_at", "finished_at"),
        moment="asked_at",
    ),
)  # fmt: skip
