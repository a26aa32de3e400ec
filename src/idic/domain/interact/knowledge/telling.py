"""Who hears of an article on its way to its readers: whoever can approve it, and whoever wrote it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from idic.domain.interact.knowledge.models import ArticleText
from idic.domain.interact.knowledge.queries.articles import access_texts
from idic.domain.interact.knowledge.rules import READS, WRITES, writers_since_published
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import users_who_may
from idic.foundation.accounts.rules import may
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify, settle
from idic.foundation.desk.subjects import register_told

_HANDED_IN = "article.submitted"


def tell_handed_in(text: ArticleText, *, by: User) -> None:
    """To whom the article belongs, if they can approve it; else to all who can."""
    wrote = writers_since_published(text)
    able = [one for one in users_who_may(WRITES) if one.pk not in wrote]
    owner = [one for one in able if one.pk == text.article.owner_id]
    _tell(text, owner or able, _HANDED_IN, NotificationKind.REMINDER, by=by)


def tell_given_back(text: ArticleText, *, by: User) -> None:
    settle("article", text.article_id, _HANDED_IN)
    _tell(text, writers_since_published(text), "article.returned", NotificationKind.ASSIGNMENT, by=by)


def tell_published(text: ArticleText, wrote: Collection[int], *, by: User) -> None:
    settle("article", text.article_id, _HANDED_IN)
    _tell(text, wrote, "article.published", NotificationKind.CHANGE, by=by)


def _tell(text: ArticleText, people: Collection[User | int], what: str, kind: NotificationKind, *, by: User) -> None:
    data = {"what": what, "title": text.title, "language": text.language}
    notify(people, kind, noun="article", subject_id=text.article_id, data=data, by=by)


def _titles(user: User, pks: Collection[int]) -> Mapping[int, str]:
    """Of the source where it is to be seen. Readers know the title that was published."""
    if not may(user, READS):
        return {}
    writes = may(user, WRITES)
    rows = list(access_texts(user).filter(article__in=pks))
    rows.sort(key=lambda one: (one.language == one.article.source_language, -one.pk))
    return {one.article_id: one.title if writes else one.published_title for one in rows}


register_told("article", _titles)
