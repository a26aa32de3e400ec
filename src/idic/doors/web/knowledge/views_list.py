from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from idic.domain.interact.knowledge.enums import Audience, Door, TextState
from idic.domain.interact.knowledge.models import ArticleText
from idic.domain.interact.knowledge.operations.counting import count_search
from idic.domain.interact.knowledge.queries.articles import (
    Reading,
    access_texts,
    due_for_review,
    readings_of,
    stale_translations,
)
from idic.domain.interact.knowledge.queries.search import search_articles
from idic.domain.interact.knowledge.rules import READS, WRITES
from idic.doors.web.knowledge.showing import AUDIENCE_ICONS, STATE_TONES, InLanguage, in_language
from idic.doors.web.knowledge.tabs import knowledge_tabs
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require
from idic.foundation.paging.keyset import Order, keyset_page
from idic.foundation.texts import trimmed


@dataclass(frozen=True)
class Row:
    text: ArticleText
    reading: Reading
    language: InLanguage
    tone: str
    audience_icon: str
    is_due: bool


@require_GET
def articles(request: SignedInRequest) -> HttpResponse:
    require(request.user, READS)
    asked = trimmed(request.GET.get("q", ""), 200)
    language = translation.get_language() or "en"
    context: dict[str, object] = {
        "tabs": knowledge_tabs("list"), "asked": asked, "may_write": may(request.user, WRITES), "state": "",
        "states": TextState.choices,
    }  # fmt: skip
    if asked:
        found = search_articles(asked, language, Audience.STAFF, limit=30)
        count_search(asked, language, Door.DESK, found=bool(found))
        return render(request, "knowledge/list.html", context | {"found": found})
    state = request.GET.get("state", "")
    rows = access_texts(request.user)
    rows = rows.filter(state=state) if state in TextState.values else rows.exclude(state=TextState.ARCHIVED)
    page = keyset_page(
        rows, Order("changed_at", descending=True), cursor=request.GET.get("after") or request.GET.get("before")
    )
    return render(request, "knowledge/list.html", context | {"page": page, "rows": rows_of(page.rows), "state": state})


@require_GET
def due(request: SignedInRequest) -> HttpResponse:
    """What has to be looked at: its day has come, it follows a source that changed, or somebody is to approve it."""
    require(request.user, READS)
    page = keyset_page(
        due_for_review(request.user), Order("review_on"), cursor=request.GET.get("after") or request.GET.get("before")
    )
    articles = list(page.rows)
    titles: dict[int, str] = {}
    for text in access_texts(request.user).filter(article__in=[one.pk for one in articles]).order_by("pk"):
        titles.setdefault(text.article_id, text.title)
    context = {
        "tabs": knowledge_tabs("due"), "page": page, "due": [(one, titles.get(one.pk, "–")) for one in articles],
        "stale": [(one, in_language(one.language)) for one in stale_translations(request.user).order_by("pk")[:50]],
        "waiting": [
            (one, in_language(one.language))
            for one in access_texts(request.user).filter(state=TextState.REVIEW).order_by("pk")[:50]
        ],
        "may_write": may(request.user, WRITES), "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "knowledge/due.html", context)


def rows_of(texts: Iterable[ArticleText]) -> list[Row]:
    rows = list(texts)
    readings, today = readings_of(rows), timezone.localdate()
    return [
        Row(one, readings[one.pk], in_language(one.language), STATE_TONES[one.state], AUDIENCE_ICONS[one.article.audience],
            one.article.review_on is not None and one.article.review_on <= today)
        for one in rows
    ]  # fmt: skip
