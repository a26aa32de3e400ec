from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.letters.models import Delivery, LetterTemplate, LetterText


def access_templates(user: User) -> QuerySet[LetterTemplate]:
    require(user, "letter.see")
    return LetterTemplate.objects.filter(is_archived=False).prefetch_related("texts")


def access_template(user: User, pk: int) -> LetterTemplate:
    found = access_templates(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def text_for(template: LetterTemplate, language: str, *, fallback: str) -> LetterText:
    """In the reader's language, else the house's, else whichever there is."""
    texts = {text.language: text for text in template.texts.all()}
    return texts.get(language) or texts.get(fallback) or next(iter(texts.values()))


def deliveries_of(noun: str, pk: int, *, most: int = 20) -> list[Delivery]:
    return list(
        Delivery.objects.filter(noun=noun, subject_id=pk)
        .select_related("template", "created_by")
        .order_by("-id")[:most]
    )


def templates_with_state(ids: Iterable[int]) -> list[tuple[int, str, bool]]:
    """Name, and whether it is archived."""
    return list(LetterTemplate.objects.filter(pk__in=list(ids)).values_list("pk", "name", "is_archived"))
