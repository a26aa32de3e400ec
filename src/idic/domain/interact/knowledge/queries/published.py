"""What readers see: for the help pages, the portal, and our own people."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Case as When_
from django.db.models import IntegerField, QuerySet, Value, When

from idic.domain.interact.knowledge.enums import READ_BY, Audience, TextState
from idic.domain.interact.knowledge.models import ArticleImage, ArticleText
from idic.domain.interact.knowledge.rules import READS, WRITES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require

#: Who cannot read their own language reads the nearest one.
_NEAREST = {"zh-hans": ("zh-hant",), "zh-hant": ("zh-hans",)}
_WIDE = ("text", "published_text", "title_keys", "search_text", "search_keys", "signature")
_MOST = 500


def published_for(
    audience: str, language: str, *, topic_id: int | None = None, limit: int = _MOST
) -> list[ArticleText]:
    """One text of each article, in this language or the nearest that it is written in, by topic and title. One query;
    the bodies are not read."""
    found = _nearest(readable(audience), language)
    if topic_id is not None:
        found = found.filter(article__topic_id=topic_id)
    rows = list(found.defer(*_WIDE)[:limit])
    return sorted(rows, key=lambda one: (_topic_of(one), one.published_title.casefold(), one.pk))


def article_for(article_id: int, language: str, audience: str) -> ArticleText | None:
    """The same, of one article, with its body; None where this audience does not read it."""
    return _nearest(readable(audience).filter(article_id=article_id), language).first()


def retired_for(article_id: int, language: str, audience: str) -> ArticleText | None:
    """What this audience could read once and nobody reads any more: an old link to it says so."""
    once = ArticleText.objects.filter(
        article_id=article_id, published_number__isnull=False, article__audience__in=READ_BY[Audience(audience)],
        state=TextState.ARCHIVED,
    )  # fmt: skip
    return _nearest(once.select_related("article"), language).first()


def readable(audience: str) -> QuerySet[ArticleText]:
    return (
        ArticleText.objects.filter(published_number__isnull=False, article__audience__in=READ_BY[Audience(audience)])
        .exclude(state=TextState.ARCHIVED)
        .select_related("article", "article__topic")
    )


def image_for(image_id: int, audience: str) -> ArticleImage | None:
    """A picture of an article that this audience reads in some language."""
    found = ArticleImage.objects.filter(pk=image_id).first()
    return found if found is not None and readable(audience).filter(article_id=found.article_id).exists() else None


def access_image(user: User, image_id: int) -> ArticleImage | None:
    """For our own people; whoever writes sees the pictures of drafts, too."""
    require(user, READS)
    if may(user, WRITES):
        return ArticleImage.objects.filter(pk=image_id).first()
    return image_for(image_id, Audience.STAFF)


def preference(language: str) -> Sequence[str]:
    return (language, *_NEAREST.get(language, ()), "en")


def _nearest(rows: QuerySet[ArticleText], language: str) -> QuerySet[ArticleText]:
    wanted = preference(language)
    place = When_(
        *(When(language=code, then=Value(at)) for at, code in enumerate(dict.fromkeys(wanted))),
        default=Value(len(wanted)), output_field=IntegerField(),
    )  # fmt: skip
    return rows.annotate(place=place).order_by("article_id", "place", "pk").distinct("article_id")


def _topic_of(text: ArticleText) -> tuple[bool, str]:
    topic = text.article.topic
    return (topic is None, topic.name if topic else "")
