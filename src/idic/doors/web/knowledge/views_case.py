"""What stands beside a case: like cases, suggested answers, articles used. Read by the page once it is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.cases import access_case, holds
from idic.domain.interact.cases.replies import language_of
from idic.domain.interact.knowledge.enums import Audience, Door, Inserted
from idic.domain.interact.knowledge.errors import KnowledgeError
from idic.domain.interact.knowledge.markup import plain
from idic.domain.interact.knowledge.models import ArticleText
from idic.domain.interact.knowledge.operations.cases import draft_from_case, forget_use, use_article
from idic.domain.interact.knowledge.operations.counting import count_search
from idic.domain.interact.knowledge.queries.articles import access_written_text, uses_in
from idic.domain.interact.knowledge.queries.published import readable
from idic.domain.interact.knowledge.queries.search import search_articles
from idic.domain.interact.knowledge.queries.suggesting import beside as read_beside
from idic.domain.interact.knowledge.rules import READS, WRITES
from idic.doors.web.cases.wording import STATE_TONES
from idic.doors.web.knowledge.showing import in_language, public_url
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require
from idic.foundation.texts import trimmed


@require_GET
def beside(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access_case(request.user, pk)
    found = read_beside(request.user, case)
    context = {
        "case": case, "found": found, "may_change": holds(request.user, case, "case.change") and case.is_open,
        "like": [(one.like.case, STATE_TONES[one.like.case.state], one.answer) for one in found.like],
        "suggested": [
            (one, _insertable(request, one.article) if one.article else None) for one in found.suggested
        ],
        "used": _used(request, case), "may_read": may(request.user, READS), "may_write": may(request.user, WRITES),
    }  # fmt: skip
    return render(request, "knowledge/beside.html", context)


@require_GET
def found(request: SignedInRequest, pk: int) -> HttpResponse:
    """Articles while words are typed beside a case, in the language in which it is answered."""
    require(request.user, READS)
    case = access_case(request.user, pk)
    asked = trimmed(request.GET.get("q", ""), 200)
    language = language_of(case)
    rows = search_articles(asked, language, Audience.STAFF, limit=6) if asked else []
    if len(asked) > 3 and request.GET.get("whole") == "1":
        count_search(asked, language, Door.DESK, found=bool(rows))
    texts = {one.pk: one for one in readable(Audience.STAFF).filter(pk__in=[one.text.pk for one in rows])}
    context = {
        "case": case, "asked": asked, "may_change": holds(request.user, case, "case.change") and case.is_open,
        "found": [(one, _insertable(request, texts[one.text.pk])) for one in rows if one.text.pk in texts],
    }  # fmt: skip
    return render(request, "knowledge/beside_found.html", context)


@require_POST
def use(request: SignedInRequest, pk: int, text_id: int) -> HttpResponse:
    require(request.user, READS)
    case, text = access_case(request.user, pk, permission="case.change"), _text(text_id)
    how = request.POST.get("how", "")
    use_article(case, text, how=how if how in Inserted.values else Inserted.LINK, by=request.user)
    return _used_part(request, case)


@require_POST
def unuse(request: SignedInRequest, pk: int, text_id: int) -> HttpResponse:
    require(request.user, READS)
    case = access_case(request.user, pk, permission="case.change")
    forget_use(case, access_written_text(request.user, text_id), by=request.user)
    return _used_part(request, case)


@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """No article was of use: one begins here."""
    require(request.user, WRITES)
    case = access_case(request.user, pk)
    try:
        made = draft_from_case(case, by=request.user)
    except KnowledgeError as error:
        messages.error(request, str(error))
        return redirect("cases:detail", pk)
    return redirect("knowledge:edit", made.article_id, made.language)


def _used_part(request: SignedInRequest, case: Case) -> HttpResponse:
    context = {"case": case, "used": _used(request, case), "may_change": True}
    return render(request, "knowledge/beside_used.html", context)


def _used(request: SignedInRequest, case: Case) -> list[Any]:
    return [(one, in_language(one.text.language)) for one in uses_in(case)] if may(request.user, READS) else []


def _text(pk: int) -> ArticleText:
    found = readable(Audience.STAFF).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _insertable(request: SignedInRequest, text: ArticleText) -> dict[str, Any]:
    """What goes into the answer. What is for our own people alone has neither link nor text for a customer."""
    url = public_url(text.article_id, text.article.audience, text.language)
    is_ours = text.article.audience == Audience.STAFF
    return {
        "text": text, "language": in_language(text.language), "is_ours": is_ours,
        "link": f"{text.published_title}\n{request.build_absolute_uri(url)}" if url else "",
        "words": "" if is_ours else plain(text.published_text),
    }  # fmt: skip
