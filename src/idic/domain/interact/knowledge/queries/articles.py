"""For whoever writes: every text in whatever state, its versions, and what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.knowledge.enums import TextState
from idic.domain.interact.knowledge.models import (
    Article,
    ArticleText,
    ArticleUse,
    ArticleVersion,
    ArticleViews,
    ArticleVotes,
)
from idic.domain.interact.knowledge.rules import READS, WRITES
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.events.models import Event

_WIDE = ("text", "published_text", "title_keys", "search_text", "search_keys", "signature")
#: Figures of an article look back so far.
WINDOW = timedelta(days=90)


def access_texts(user: User) -> QuerySet[ArticleText]:
    """All that is written; who only reads sees what is published."""
    require(user, READS)
    rows = ArticleText.objects.select_related("article", "article__topic", "article__owner", "changed_by").defer(*_WIDE)
    if may(user, WRITES):
        return rows
    return rows.filter(published_number__isnull=False).exclude(state=TextState.ARCHIVED)


def access_written_text(user: User, pk: int) -> ArticleText:
    """In whatever state: what stands in a case is taken out of it after it was archived, too."""
    require(user, READS)
    found = ArticleText.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def access_article(user: User, pk: int) -> Article:
    require(user, READS)
    rows = Article.objects.select_related("topic", "owner", "created_by").filter(pk=pk)
    found = rows.prefetch_related(seen_case(user, "from_case")).first()
    if found is None or not (may(user, WRITES) or access_texts(user).filter(article=found).exists()):
        raise NotVisible
    return found


def texts_of(user: User, article: Article) -> list[ArticleText]:
    """Of one article, the source first; with their bodies."""
    rows = access_texts(user).defer(None).defer("search_text", "search_keys", "signature", "title_keys")
    found = rows.filter(article=article).order_by("pk")
    return sorted(found, key=lambda one: (one.language != article.source_language, one.pk))


def version_numbered(text: ArticleText, number: str) -> ArticleVersion | None:
    known = number.isascii() and number.isdecimal() and len(number) < 9
    return text.versions.filter(number=int(number)).first() if known else None


def versions_of(text: ArticleText, *, limit: int = 50) -> list[ArticleVersion]:
    return list(text.versions.select_related("written_by", "approved_by").order_by("-number")[:limit])


@dataclass(frozen=True)
class GivenBack:
    note: str
    by_id: int | None


def given_back(text: ArticleText) -> GivenBack | None:
    """Why it is a draft again, until it is handed in or published anew."""
    moves = ("article.returned", "article.submitted", "article.published", "article.changed")
    last = (
        Event.objects.filter(
            subject_kind="article", subject_id=text.article_id, verb__in=moves, after__language=text.language
        )
        .order_by("-pk")
        .first()
    )
    if last is None or last.verb != "article.returned":
        return None
    return GivenBack(str(last.after.get("note", "")), last.actor_id)


def out_of_date(texts: Iterable[ArticleText]) -> set[int]:
    """Translations whose source was published anew since they were made. `texts` are those of one article."""
    rows = list(texts)
    sources = {one.language: one for one in rows}
    source = sources.get(rows[0].article.source_language) if rows else None
    if source is None or source.published_number is None:
        return set()
    return {one.pk for one in rows if one.pk != source.pk and one.source_number < source.published_number}


def stale_translations(user: User) -> QuerySet[ArticleText]:
    """The same over all articles."""
    source = Q(article__texts__language=F("article__source_language"))
    return (
        access_texts(user)
        .exclude(state=TextState.ARCHIVED)
        .exclude(language=F("article__source_language"))
        .filter(source, article__texts__published_number__gt=F("source_number"))
    )


def due_for_review(user: User, *, until: date | None = None) -> QuerySet[Article]:
    require(user, READS)
    day = until or timezone.localdate()
    return Article.objects.filter(is_archived=False, review_on__lte=day).select_related("topic", "owner")


@dataclass(frozen=True)
class Reading:
    views: int = 0
    helpful: int = 0
    not_helpful: int = 0
    uses: int = 0

    @property
    def votes(self) -> int:
        return self.helpful + self.not_helpful

    @property
    def share(self) -> float | None:
        return self.helpful / self.votes if self.votes else None


def readings_of(texts: Iterable[ArticleText]) -> dict[int, Reading]:
    """Of the last ninety days, by text. Three statements, however many texts."""
    keys, since = [one.pk for one in texts], timezone.localdate() - WINDOW
    views = _sums(ArticleViews.objects.filter(text__in=keys, day__gte=since))
    good = _sums(ArticleVotes.objects.filter(text__in=keys, day__gte=since, is_helpful=True))
    bad = _sums(ArticleVotes.objects.filter(text__in=keys, day__gte=since, is_helpful=False))
    uses: dict[int, int] = {}
    for key in ArticleUse.objects.filter(text__in=keys, at__date__gte=since).values_list("text_id", flat=True):
        uses[key] = uses.get(key, 0) + 1
    return {key: Reading(views.get(key, 0), good.get(key, 0), bad.get(key, 0), uses.get(key, 0)) for key in keys}


def reasons_against(text: ArticleText) -> list[tuple[str, int]]:
    """Why it did not help, the commonest first."""
    rows = ArticleVotes.objects.filter(text=text, is_helpful=False, day__gte=timezone.localdate() - WINDOW)
    return list(rows.exclude(reason="").values_list("reason").annotate(times=Sum("count")).order_by("-times", "reason"))


def uses_in(case: Case) -> list[ArticleUse]:
    return list(
        case.article_uses.select_related("text", "by").defer(*(f"text__{name}" for name in _WIDE)).order_by("at")
    )


def _sums(rows: QuerySet) -> dict[int, int]:  # type: ignore[type-arg]
    return dict(rows.values_list("text_id").annotate(total=Sum("count")))
