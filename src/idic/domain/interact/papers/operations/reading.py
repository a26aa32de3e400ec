from __future__ import annotations

from django.db import transaction

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.cases.models import MessageFile
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.papers.reading import words_of
from idic.foundation.files.storage import local_path

SOURCE = "letter words"


def read_letter(file_id: int) -> int:
    """How many signs were read. They stand as a message of their own, found by the search; the letter stays as it came."""
    file = MessageFile.objects.select_related("message__case").filter(pk=file_id).first()
    if file is None or not local_path(file.path).exists():
        return 0
    words = words_of(local_path(file.path))
    if not words:
        return 0
    with transaction.atomic():
        receive_message(
            file.message.case,
            MessageDraft(words, at=file.message.at, kind=MessageKind.AUTOMATIC, subject=file.name, source=SOURCE,
                         external_id=str(file.pk), customer=file.message.customer),
        )  # fmt: skip
    return len(words)
