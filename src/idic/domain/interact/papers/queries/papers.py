from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.interact.cases.models import Message, MessageFile
from idic.domain.interact.papers.models import Paper
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


def letter_templates(user: User) -> QuerySet[LetterTemplate]:
    """In which an answer may stand."""
    if not may(user, "letter.see"):
        return LetterTemplate.objects.none()
    found = access_templates(user).filter(noun="case", kind=LetterKind.LETTER).prefetch_related(None)
    return found.order_by("name")[:_MOST_TEMPLATES]
