"""The help pages: open to everybody, in four languages."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.knowledge.enums import Audience, Door, Reason
from idic.domain.interact.knowledge.operations.counting import count_search, count_view
from idic.domain.interact.knowledge.operations.voting import vote
from idic.domain.interact.knowledge.queries.published import article_for, image_for, published_for, retired_for
from idic.domain.interact.knowledge.queries.search import search_articles
from idic.doors.web.knowledge.showing import article_html, image_answer, in_language
from idic.doors.web.knowledge.voters import remember_voter, voter_of
from idic.doors.web.outside.limiting import limited
from idic.doors.web.outside.visitors import in_visitors_language, page
from idic.foundation.texts import trimmed


@require_GET
@in_visitors_language
@limited("help.read", most=600, minutes=10, methods=("GET",))
def home(request: HttpRequest) -> HttpResponse:
    language = translation.get_language() or "en"
    asked = trimmed(request.GET.get("q", ""), 200)
    if asked:
        found = search_articles(asked, language, Audience.EVERYBODY)
        count_search(asked, language, Door.HELP, found=bool(found))
        shown = [(one, in_language(one.text.language)) for one in found]
        return page(request, "knowledge/help.html", {"asked": asked, "found": shown})
    texts = published_for(Audience.EVERYBODY, language)
    topics = [
        (topic, [(one, in_language(one.language)) for one in rows])
        for topic, rows in groupby(texts, key=lambda one: one.article.topic.name if one.article.topic else "")
    ]
    return page(request, "knowledge/help.html", {"asked": "", "topics": topics})


@require_GET
@in_visitors_language
@limited("help.read", most=600, minutes=10, methods=("GET",))
def article(request: HttpRequest, pk: int) -> HttpResponse:
    text = article_for(pk, translation.get_language() or "en", Audience.EVERYBODY)
    if text is None:
        return _retired(request, pk)
    count_view(text, Door.HELP)
    context = {
        "text": text, "body": article_html(text.published_text, Door.HELP), "language": in_language(text.language),
        "is_other": text.language != translation.get_language(), "reasons": Reason.choices,
        "has_voted": request.GET.get("voted", ""),
    }  # fmt: skip
    return page(request, "knowledge/help_article.html", context)


def _retired(request: HttpRequest, pk: int) -> HttpResponse:
    """Links in old answers still lead somewhere: to what says the same today."""
    language = translation.get_language() or "en"
    gone = retired_for(pk, language, Audience.EVERYBODY)
    if gone is None:
        raise Http404
    found = search_articles(gone.published_title, language, Audience.EVERYBODY, limit=5)
    shown = [(one, in_language(one.text.language)) for one in found]
    return page(request, "knowledge/help.html", {"asked": "", "retired": gone, "found": shown}, status=410)


@require_POST
@in_visitors_language
@limited("help.vote", most=30, minutes=60)
def voted(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody is noted by name. Who says no is asked why; the reason is a second step, and the first counts without it."""
    text = article_for(pk, translation.get_language() or "en", Audience.EVERYBODY)
    if text is None:
        raise Http404
    reason = request.POST.get("reason", "")
    is_helpful = request.POST.get("helpful") == "yes"
    voter = voter_of(request, pk)
    messages.success(request, _("Thank you for telling us."))
    response = redirect(reverse("help:article", args=[pk]))
    if voter:
        told = reason if reason in Reason.values else ""
        vote(text, Door.HELP, voter=f"browser:{voter}", is_helpful=is_helpful, reason=told)
        remember_voter(response, voter, is_secure=request.is_secure())
    return response


@require_GET
@in_visitors_language
def image(request: HttpRequest, pk: int) -> HttpResponse:
    return image_answer(image_for(pk, Audience.EVERYBODY))
