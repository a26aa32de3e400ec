from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.knowledge.enums import Audience, TextState
from idic.domain.interact.knowledge.errors import LanguageTaken, WrongState
from idic.domain.interact.knowledge.models import Article, ArticleText
from idic.domain.interact.knowledge.operations.rows import (
    add_version,
    checked_language,
    checked_text,
    checked_title,
    locked_article,
    locked_text,
    record,
    save,
    source_number_of,
)
from idic.domain.interact.knowledge.rules import WRITES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@dataclass(frozen=True)
class ArticleDraft:
    title: str
    language: str
    text: str = ""
    audience: str = Audience.EVERYBODY
    topic: CaseTopic | None = None
    from_case: Case | None = None


@transaction.atomic
def create_article(draft: ArticleDraft, *, by: User) -> ArticleText:
    """In its first language, which the translations will follow; whoever writes it answers for it."""
    require(by, WRITES)
    language = checked_language(draft.language)
    article = Article.objects.create(
        audience=Audience(draft.audience), topic=draft.topic, source_language=language, owner=by, from_case=draft.from_case,
        created_by=by,
    )  # fmt: skip
    text = _first(article, language, draft.title, draft.text, by=by)
    after: dict[str, object] = {"audience": article.audience}
    if draft.from_case is not None:
        after["case_id"] = draft.from_case.pk
    record("article.created", article, text=text, by=by, after=after)
    return text


@transaction.atomic
def translate_article(article: Article, language: str, *, title: str, text: str, by: User) -> ArticleText:
    row = locked_article(article, version=None, by=by)
    language = checked_language(language)
    if ArticleText.objects.filter(article=row, language=language).exists():
        raise LanguageTaken
    made = _first(row, language, title, text, by=by)
    record("article.translated", row, text=made, by=by)
    return made


@transaction.atomic
def change_text(
    text: ArticleText, *, title: str, body: str, note: str = "", follows_source: bool = True, version: int, by: User
) -> ArticleText:  # fmt: skip
    """A new version; what readers see stays until it is approved. `follows_source`: a translation says now what the source
    says."""
    row = locked_text(text, version=version, by=by)
    if row.state == TextState.ARCHIVED:
        raise WrongState
    title, body = checked_title(title), checked_text(body)
    source = source_number_of(row.article) if follows_source else row.source_number
    is_source = row.language == row.article.source_language
    if (title, body) == (row.title, row.text):
        # only that it still follows the source
        if not is_source and source != row.source_number:
            row.source_number = source
            save(row, by=by)
            record("article.changed", row.article, text=row, by=by)
        return row
    row.title, row.text, row.number, row.state = title, body, row.number + 1, TextState.DRAFT
    row.source_number = 0 if is_source else source
    save(row, by=by)
    add_version(row, note=note, by=by)
    record("article.changed", row.article, text=row, by=by)
    return row


def _first(article: Article, language: str, title: str, body: str, *, by: User) -> ArticleText:
    is_source = language == article.source_language
    text = ArticleText.objects.create(
        article=article, language=language, title=checked_title(title), text=checked_text(body), changed_by=by,
        changed_at=timezone.now(), source_number=0 if is_source else source_number_of(article),
    )  # fmt: skip
    add_version(text, note="", by=by)
    return text
