from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.cases.models import Message, MessageFile
from idic.domain.interact.cases.queries.cases import access_case
from idic.domain.interact.fax.enums import SOURCE as FAX
from idic.domain.interact.papers.models import Paper
from idic.domain.interact.papers.rules import SOURCE
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.letters.enums import LetterKind
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.queries.templates import access_templates

_MOST_TEMPLATES = 50


def file_of(message: Message) -> MessageFile | None:
    """The paper that was made of it."""
    found = Paper.objects.filter(message=message).values_list("digest", flat=True).first()
    return MessageFile.objects.filter(message=message, digest=found).order_by("pk").last() if found else None


def access_scan(user: User, case_id: int, file_id: int) -> MessageFile:
    """What came by letter or fax, as PDF."""
    case = access_case(user, case_id)
    files = MessageFile.objects.filter(message__case=case, message__source__in=(SOURCE, FAX), refused="")
    found = files.filter(pk=file_id).first()
    if found is None or not found.path.endswith(".pdf"):
        raise NotVisible
    return found


def access_answer(user: User, case_id: int, message_id: int) -> Message:
    """With its case: an answer of ours that may become a letter."""
    case = access_case(user, case_id)
    found = Message.objects.select_related("case__customer", "author").filter(case=case, kind=MessageKind.OUTBOUND)
    answer = found.filter(pk=message_id).first()
    if answer is None:
        raise NotVisible
    return answer


def letter_templates(user: User) -> QuerySet[LetterTemplate]:
    """In which an answer may stand."""
    if not may(user, "letter.see"):
        return LetterTemplate.objects.none()
    found = access_templates(user).filter(noun="case", kind=LetterKind.LETTER).prefetch_related(None)
    return found.order_by("name")[:_MOST_TEMPLATES]
