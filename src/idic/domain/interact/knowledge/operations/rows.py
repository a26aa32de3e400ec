"""What every operation on an article shares: the lock, the checks of single values, the event."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from idic.domain.interact.knowledge.errors import ArticleOutdated, LanguageTaken, TextMissing, TitleMissing
from idic.domain.interact.knowledge.markup import LONGEST, check
from idic.domain.interact.knowledge.models import Article, ArticleText, ArticleVersion
from idic.domain.interact.knowledge.rules import WRITES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed

#: What can happen to an article; doors word each of them.
VERBS = frozenset({
    "article.created", "article.translated", "article.changed", "article.submitted", "article.returned",
    "article.published", "article.archived", "article.restored", "article.settings_changed", "article.reviewed",
})  # fmt: skip


def locked_article(article: Article, *, version: int | None, by: User) -> Article:
    require(by, WRITES)
    row = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if version is not None and row.version != version:
        raise ArticleOutdated
    return row


def locked_text(text: ArticleText, *, version: int | None, by: User) -> ArticleText:
    require(by, WRITES)
    row = ArticleText.objects.select_for_update(of=("self",)).select_related("article").get(pk=text.pk)
    if version is not None and row.version != version:
        raise ArticleOutdated
    return row


def checked_title(title: str) -> str:
    found = one_line(title, 200)
    if not found:
        raise TitleMissing
    return found


def checked_text(text: str) -> str:
    found = trimmed(text.replace("\r\n", "\n"), LONGEST)
    check(found)
    return found


def checked_language(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise LanguageTaken
    return language


def require_words(text: ArticleText) -> None:
    if not text.text.strip():
        raise TextMissing


def source_number_of(article: Article) -> int:
    """The number of the source text that readers see, or of the one being written while they see none."""
    found = ArticleText.objects.filter(article=article, language=article.source_language).first()
    return (found.published_number or found.number) if found else 0


def add_version(text: ArticleText, *, note: str, by: User) -> None:
    ArticleVersion.objects.create(
        text=text, number=text.number, title=text.title, body=text.text, note=one_line(note, 200),
        written_by=by, written_at=text.changed_at,
    )  # fmt: skip


def save(text: ArticleText, *, by: User) -> None:
    text.version += 1
    text.changed_by, text.changed_at = by, timezone.now()
    text.save()


def record(
    verb: str, article: Article, *, by: User, text: ArticleText | None = None,
    before: Mapping[str, object] | None = None, after: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    if verb not in VERBS:
        raise LookupError(f"unknown verb {verb!r}")
    about: dict[str, object] = {}
    if text is not None:
        about = {"name": text.title, "language": text.language, "number": text.number}
    append_event(NewEvent(verb, "article", article.pk, before=before or {}, after={**about, **(after or {})}), by=by)
