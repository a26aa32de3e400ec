from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.papers.errors import NotPdf, TooLarge
from idic.domain.interact.papers.rules import SOURCE
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.desk.operations.attachments import clean_name, size_limit
from idic.foundation.jobs.operations.jobs import start_job

_FOLDER = "messages"
_MEDIA = "application/pdf"


@dataclass(frozen=True)
class Scan:
    name: str
    chunks: Iterable[bytes]


@transaction.atomic
def take_letter(draft: CaseDraft, scans: list[Scan], *, by: User) -> Case:
    """One letter, of one or several scanned files. The clocks run from the day on which it came."""
    require(by, "case.create")
    files = tuple(_kept(one) for one in scans)
    [opened] = open_with_messages(
        [Opening(draft, lambda case: MessageDraft(
            draft.text, at=draft.received_at, customer=draft.customer, sender_name=draft.contact_name, source=SOURCE,
            external_id=f"{case.pk}", files=files,
        ))], by=by,
    )  # fmt: skip
    for file in opened.files:
        start_job("papers.read", {"file": file.pk}, by=by)
    return opened.case


def letter_draft(title: str, *, received_at: datetime, **more: object) -> CaseDraft:
    return CaseDraft(title=title, mode=AccessMode.LETTER, received_at=received_at, **more)  # type: ignore[arg-type]


def _kept(scan: Scan) -> FileDraft:
    """Only what begins as a PDF does; its name is ours before it is shown."""
    name, data = clean_name(scan.name), bytearray()
    for chunk in scan.chunks:
        data += chunk
        if len(data) > size_limit():
            raise TooLarge(name)
    if not data.startswith(b"%PDF-"):
        raise NotPdf(name)
    stored = keep_bytes(bytes(data), folder=_FOLDER, suffix=".pdf")
    return FileDraft(name, _MEDIA, stored.size, stored.digest, stored.path)
