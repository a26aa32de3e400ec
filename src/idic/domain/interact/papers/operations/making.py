from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Message, MessageFile
from idic.domain.interact.cases.operations.rows import locked
from idic.domain.interact.mail.keeping import keep_bytes
from idic.domain.interact.papers.composing import language_of, paper_of
from idic.domain.interact.papers.errors import NotSendable
from idic.domain.interact.papers.models import Paper
from idic.domain.interact.papers.rules import waits_for_post
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.letters.models import LetterTemplate

_FOLDER = "messages"


@transaction.atomic
def make_letter(
    message: Message, *, template: LetterTemplate | None = None, language: str = "", by: User
) -> MessageFile:
    """The answer as a letter, kept with it. Until it has left the house it can be made anew, in place of the one before."""
    row = locked(message.case, by=by)
    kept = _locked(message)
    if not waits_for_post(kept):
        raise NotSendable
    file = keep_paper(
        kept, template=template, language=language or language_of(row, by.language, answer=kept.text), by=by
    )
    append_event(
        NewEvent(
            "case.letter_made", "case", row.pk, customer_id=row.customer_id, before={"title": row.title},
            after={"message_id": kept.pk, "template": template.name if template else "", "language": language},
        ),
        by=by,
    )  # fmt: skip
    return file


def keep_paper(
    message: Message, *, template: LetterTemplate | None, language: str, by: User, address: list[str] | None = None
) -> MessageFile:
    """The caller holds the transaction and the message."""
    made, language = paper_of(message, template=template, language=language, by=by, address=address)
    before = Paper.objects.filter(message=message).first()
    if before is not None:
        MessageFile.objects.filter(message=message, digest=before.digest).delete()
    stored = keep_bytes(made, folder=_FOLDER, suffix=".pdf")
    Paper.objects.update_or_create(
        message=message,
        defaults={
            "digest": stored.digest, "language": language, "template": template, "made_by": by, "made_at": timezone.now(),
        },
    )  # fmt: skip
    return MessageFile.objects.create(
        message=message, name=f"{message.case_id}-{message.pk}.pdf", media_type="application/pdf", size=stored.size,
        digest=stored.digest, path=stored.path,
    )  # fmt: skip


def _locked(message: Message) -> Message:
    return Message.objects.select_for_update(of=("self",)).select_related("case__customer", "author").get(pk=message.pk)
