"""A dozen articles through the product's own operations: written by the desk, approved by the manager; some due, some behind
their source, some in the making; read, judged, and used in cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from django.conf import settings

from idic.domain.interact.cases.enums import ENDED_STATES
from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.knowledge.models import Article, ArticleText, ArticleViews, ArticleVotes, Gap, SearchDay
from idic.domain.interact.knowledge.operations.cases import use_article
from idic.domain.interact.knowledge.operations.keeping import change_article
from idic.domain.interact.knowledge.operations.states import publish_text, submit_text
from idic.domain.interact.knowledge.operations.writing import (
    ArticleDraft,
    change_text,
    create_article,
    translate_article,
)
from idic.domain.interact.knowledge.rules import WRITES
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.operations.notifications import settle
from idic.methods.search_keys.folding import search_fold
from idic.sample.service.article_words import PIECES, UNANSWERED, WHY, Piece
from idic.sample.service.moments import said

_DAYS = 60
#: What is due today, by code, and since how many days.
_DUE = {"hours": 12, "complain": 3, "goodwill": 40}
#: Of ten votes so many say that it helped.
_HELPED = {"return": 9, "invoice": 8, "points": 4, "charged-twice": 6}


def make_articles(staff: Sequence[User], topics: dict[str, CaseTopic], *, today: date) -> int:
    """Nothing where there are articles already."""
    if Article.objects.exists():
        return 0
    draw, manager, source = Random(11), staff[0], _source()
    # whoever sells or counts writes no articles: the desk does it for them
    desk = {"th": staff[1], "zh-hant": staff[2], "zh-hans": staff[3], "en": staff[4]}
    writers = {code: one if may(one, WRITES) and one != manager else staff[1] for code, one in desk.items()}
    for piece in PIECES:
        article = _written(piece, topics[piece.topic], writers, manager)
        row = Article.objects.get(pk=article.pk)
        days = -_DUE[piece.code] if piece.code in _DUE else draw.randrange(20, 170)
        change_article(row, {"review_on": today + timedelta(days=days)}, version=row.version, by=manager)
        if piece.later:
            text = ArticleText.objects.get(article=article, language=source)
            changed = change_text(
                text,
                title=text.title,
                body=piece.later[source],
                note=said(WHY),
                version=text.version,
                by=writers[source],
            )
            _approved(changed, writers[source], manager)
            _followed(piece, article, writers)
        _read(piece, article, draw, today)
    _searched(draw, today)
    _used(writers, since=today - timedelta(days=_DAYS))
    return len(PIECES)


def _written(piece: Piece, topic: CaseTopic, writers: dict[str, User], manager: User) -> Article:
    source = _source()
    title, body = piece.texts[source]
    draft = ArticleDraft(title, source, body, piece.audience, topic)
    first, unfinished = (
        _approved(create_article(draft, by=writers[source]), writers[source], manager),
        piece.unfinished(source),
    )
    for language, (title, body) in piece.texts.items():
        if language == source:
            continue
        text = translate_article(first.article, language, title=title, text=body, by=writers[language])
        if language not in unfinished:
            _approved(text, writers[language], manager)
        elif language == unfinished[0]:
            submit_text(text, version=text.version, by=writers[language])
    return first.article


def _source() -> str:
    """The language of the house, where the sample speaks it."""
    language = settings.LANGUAGE_CODE.lower()
    return language if language in PIECES[0].texts else "en"


def _followed(piece: Piece, article: Article, writers: dict[str, User]) -> None:
    """Those that do not lag have been looked at since."""
    source = _source()
    for text in ArticleText.objects.filter(article=article).exclude(language__in=(source, *piece.lagging(source))):
        change_text(text, title=text.title, body=text.text, version=text.version, by=writers[text.language])


def _approved(text: ArticleText, writer: User, manager: User) -> ArticleText:
    row = submit_text(text, version=text.version, by=writer)
    row = publish_text(row, version=row.version, by=manager)
    # long ago: nobody is told of it today
    settle("article", row.article_id, "article.published")
    return row


def _read(piece: Piece, article: Article, draw: Random, today: date) -> None:
    views, votes = list[ArticleViews](), list[ArticleVotes]()
    door = {"everybody": "help", "customers": "portal", "staff": "desk"}[piece.audience]
    good = _HELPED.get(piece.code, 7)
    for text in ArticleText.objects.filter(article=article, published_number__isnull=False):
        for back in range(0, _DAYS, 3):
            day = today - timedelta(days=back)
            views.append(ArticleViews(text=text, day=day, door=door, count=draw.randrange(2, 30)))
            if back % 15 == 0:
                votes.append(ArticleVotes(text=text, day=day, door=door, is_helpful=True, count=good))
                reason = draw.choice(("unclear", "not_found", "outdated"))
                votes.append(
                    ArticleVotes(text=text, day=day, door=door, is_helpful=False, reason=reason, count=10 - good)
                )
    ArticleViews.objects.bulk_create(views)
    ArticleVotes.objects.bulk_create(votes)


def _searched(draw: Random, today: date) -> None:
    for language, text, count in UNANSWERED:
        last = today - timedelta(days=draw.randrange(10))
        Gap.objects.get_or_create(
            language=language, key=search_fold(text),
            defaults={"text": text, "count": count, "first_on": last - timedelta(days=30), "last_on": last},
        )  # fmt: skip
    for language in ("en", "th", "zh-hans", "zh-hant"):
        for back in range(0, _DAYS, 2):
            asked = draw.randrange(4, 25)
            SearchDay.objects.get_or_create(
                day=today - timedelta(days=back), door="help", language=language,
                defaults={"asked": asked, "found_nothing": draw.randrange(0, max(1, asked // 4))},
            )  # fmt: skip


def _used(writers: dict[str, User], *, since: date) -> None:
    """In the solved cases of the sample about the same topic, in the language of the case."""
    texts = {
        (text.article.topic_id, text.language): text
        for text in ArticleText.objects.filter(published_number__isnull=False).select_related("article").order_by("-pk")
        if text.article.audience != "staff"
    }
    cases = Case.objects.filter(created_by__is_sample=True, state__in=ENDED_STATES, received_at__date__gte=since)
    for place, case in enumerate(cases.order_by("pk")):
        text = texts.get((case.topic_id, case.language))
        if text is not None and place % 2 == 0:
            use_article(case, text, how="link", by=writers.get(case.language, writers["en"]))
