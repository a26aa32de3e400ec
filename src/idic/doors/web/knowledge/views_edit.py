from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.interact.knowledge.errors import KnowledgeError
from idic.domain.interact.knowledge.operations.writing import (
    ArticleDraft,
    change_text,
    create_article,
    translate_article,
)
from idic.domain.interact.knowledge.queries.articles import access_article, texts_of, version_numbered
from idic.domain.interact.knowledge.rules import WRITES
from idic.doors.web.knowledge.forms import NewForm, TextForm
from idic.doors.web.knowledge.showing import in_language
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    """`?title=` and `?language=` fill in what somebody searched for in vain."""
    require(request.user, WRITES)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "en"
    title = request.GET.get("title", "").replace("\x00", "")[:200]
    form = NewForm(request.POST or None, language=language, initial={"title": title})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        draft = ArticleDraft(data["title"], data["language"], data["text"], data["audience"], data["topic"])
        try:
            made = create_article(draft, by=request.user)
        except KnowledgeError as error:
            tell(form, error)
        else:
            messages.success(request, _("The draft is kept."))
            return redirect("knowledge:article", made.article_id)
    context = {"form": form, "cancel_url": reverse("knowledge:list")}
    return render(request, "knowledge/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int, language: str) -> HttpResponse:
    """In a language in which it is not written yet, this begins the translation, beside the source; `?from=` begins with the
    words of an older version."""
    require(request.user, WRITES)
    if language not in dict(settings.LANGUAGES):
        raise NotVisible
    article = access_article(request.user, pk)
    texts = {one.language: one for one in texts_of(request.user, article)}
    row, source = texts.get(language), texts.get(article.source_language)
    is_translation = source is not None and language != article.source_language
    older = version_numbered(row, request.GET.get("from", "")) if row else None
    first: dict[str, object] = {}
    if older is not None:
        note = _("As in version %(number)s") % {"number": older.number}
        first = {"title": older.title, "text": older.body, "note": note, "follows_source": False}
    form = TextForm(
        request.POST or None,
        row=row,
        language=language,
        is_translation=is_translation and row is not None,
        initial=first,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if row is None:
                translate_article(article, language, title=data["title"], text=data["text"], by=request.user)
            else:
                change_text(
                    row, title=data["title"], body=data["text"], note=data["note"],
                    follows_source=data.get("follows_source", True), version=data["version"] or 0, by=request.user,
                )  # fmt: skip
        except KnowledgeError as error:
            tell(form, error)
        else:
            messages.success(request, _("The draft is kept."))
            return redirect(f"{reverse('knowledge:article', args=[pk])}?language={language}")
    context = {
        "form": form, "article": article, "row": row, "older": older, "source": source if is_translation else None,
        "language": in_language(language), "source_language": in_language(article.source_language),
        "cancel_url": f"{reverse('knowledge:article', args=[pk])}?language={language if row else article.source_language}",
    }  # fmt: skip
    return render(request, "knowledge/edit.html", context, status=422 if form.is_bound else 200)
