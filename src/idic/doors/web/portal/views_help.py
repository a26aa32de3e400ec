"""Articles for customers: what everybody may read, and what is meant for customers alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.knowledge.enums import Audience, Door
from idic.domain.interact.knowledge.models import ArticleText
from idic.domain.interact.knowledge.operations.counting import count_search, count_view
from idic.domain.interact.knowledge.operations.voting import vote
from idic.domain.interact.knowledge.queries.published import article_for, image_for, published_for, retired_for
from idic.domain.interact.knowledge.queries.search import search_articles
from idic.doors.web.knowledge.showing import article_html, image_answer, in_language
from idic.doors.web.portal.visits import VisitorRequest, for_customers, portal_page
from idic.foundation.texts import trimmed


@require_GET
@for_customers
def home(request: VisitorRequest) -> HttpResponse:
    language = translation.get_language() or "en"
    asked = trimmed(request.GET.get("q", ""), 200)
    if asked:
        found = search_articles(asked, language, Audience.CUSTOMERS)
        count_search(asked, language, Door.PORTAL, found=bool(found))
        rows = [(one.text.article_id, one.text.published_title, in_language(one.text.language)) for one in found]
    else:
        texts = published_for(Audience.CUSTOMERS, language, limit=100)
        rows = [(one.article_id, one.published_title, in_language(one.language)) for one in texts]
    return portal_page(request, "portal/help.html", {"asked": asked, "rows": rows})


@require_GET
@for_customers
def article(request: VisitorRequest, pk: int) -> HttpResponse:
    language = translation.get_language() or "en"
    text = article_for(pk, language, Audience.CUSTOMERS)
    gone = retired_for(pk, language, Audience.CUSTOMERS) if text is None else None
    if gone is not None:
        found = search_articles(gone.published_title, language, Audience.CUSTOMERS, limit=5)
        rows = [(one.text.article_id, one.text.published_title, in_language(one.text.language)) for one in found]
        return portal_page(request, "portal/help.html", {"asked": "", "rows": rows, "retired": gone}, status=410)
    if text is None:
        raise Http404
    count_view(text, Door.PORTAL, customer=request.customer)
    body = article_html(text.published_text, Door.PORTAL)
    return portal_page(
        request, "portal/article.html", {"text": text, "body": body, "language": in_language(text.language)}
    )


@require_POST
@for_customers
def voted(request: VisitorRequest, pk: int) -> HttpResponse:
    voter = f"customer:{request.customer.pk}"
    vote(_text(pk), Door.PORTAL, voter=voter, is_helpful=request.POST.get("helpful") == "yes")
    messages.success(request, _("Thank you for telling us."))
    return redirect("portal:article", pk=pk)


@require_GET
@for_customers
def image(request: VisitorRequest, pk: int) -> HttpResponse:
    return image_answer(image_for(pk, Audience.CUSTOMERS))


def _text(pk: int) -> ArticleText:
    found = article_for(pk, translation.get_language() or "en", Audience.CUSTOMERS)
    if found is None:
        raise Http404
    return found
