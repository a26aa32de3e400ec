"""What a draft becomes, before it is written."""

from __future__ import annotations

from datetime import datetime

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.foundation.accounts.models import User
from idic.foundation.texts import one_line, trimmed


def message_of(case: Case, draft: MessageDraft, *, at: datetime, author: User | None, kind: str = "") -> Message:
    """`kind` for what we say ourselves: that is no word of the customer's."""
    return Message(
        case=case, kind=kind or MessageKind(draft.kind), mode=draft.mode or case.mode, author=author,
        customer=draft.customer or (case.customer if not kind else None), sender_name=trimmed(draft.sender_name, 300),
        sender_address=trimmed(draft.sender_address, 254), to=list(draft.to), cc=list(draft.cc),
        subject=one_line(draft.subject, 500), text=trimmed(draft.text),
        html=draft.html.replace("\x00", ""), source=draft.source, external_id=draft.external_id[:500],
        in_reply_to=draft.in_reply_to[:500], raw_path=draft.raw_path, delivery=draft.delivery, at=at,
    )  # fmt: skip


def files_of(message: Message, draft: MessageDraft) -> list[MessageFile]:
    return [
        MessageFile(
            message=message, name=one.name, media_type=one.media_type, size=one.size, digest=one.digest, path=one.path,
            refused=one.refused, content_id=one.content_id,
        )
        for one in draft.files
    ]  # fmt: skip
