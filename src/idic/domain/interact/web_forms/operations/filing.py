from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.catalogue.queries.products import product_numbered
from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.web_forms.enums import SubmissionState
from idic.domain.interact.web_forms.models import Submission
from idic.foundation.accounts.models import User
from idic.foundation.texts import one_line

SOURCE = "web_form"
#: After a question mark, or a colon of its own, a label needs none of ours.
_ENDED = ("?", "？", ":", "：", ".", "。", "!", "！", "…")


def file_submission(row: Submission, *, by: User | None) -> Submission:
    """A case from the first word on: it counts from when it came, however long it was held. What was sent by a form for
    complaints is one. The caller holds the transaction."""
    form, said = row.form, row.values
    text = _text(said)
    title = said["subject"] or one_line(said["message"], 80) or _("Sent with the form “%(name)s”") % {
        "name": form.name
    }  # fmt: skip
    draft = CaseDraft(
        title=title, mode=AccessMode.WEB_FORM, purpose=form.purpose, text=text[:20_000], customer=row.customer,
        contact_name=said["name"], contact_address=said["email"] or said["phone"], topic=form.topic, team=form.team,
        product=product_numbered(said.get("product")), language=row.language, received_at=row.received_at,
    )  # fmt: skip
    message = MessageDraft(
        text, at=row.received_at, subject=said["subject"], sender_name=said["name"],
        sender_address=said["email"] or said["phone"], customer=row.customer, source=SOURCE,
        external_id=f"{form.pk}:{row.number}", files=tuple(FileDraft(**one) for one in row.files),
    )  # fmt: skip
    case = open_with_messages([Opening(draft, message)], by=None)[0].case
    if form.purpose == Purpose.COMPLAIN:
        open_complaint(case, by=None)
    row.case, row.state, row.settled_at, row.settled_by = case, SubmissionState.FILED, timezone.now(), by
    row.values, row.files = {}, []
    row.save()
    return row


def _text(said: dict[str, Any]) -> str:
    """What was asked besides stands below the words of the visitor."""
    asked = [f"{label}{'' if label.endswith(_ENDED) else ':'} {answer}" for label, answer in said["own"]]
    if said["phone"] and said["email"]:
        asked.append(said["phone"])
    return "\n\n".join(part for part in (said["message"], "\n".join(asked)) if part)
