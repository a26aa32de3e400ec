from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.knowledge.enums import Door, Reason, TextState
from idic.domain.interact.knowledge.errors import KnowledgeError
from idic.domain.interact.knowledge.models import Article, ArticleText
from idic.domain.interact.knowledge.operations import keeping, states
from idic.domain.interact.knowledge.operations.counting import count_view
from idic.domain.interact.knowledge.operations.images import add_image
from idic.domain.interact.knowledge.operations.voting import vote
from idic.domain.interact.knowledge.queries.articles import (
    access_article,
    given_back,
    out_of_date,
    readings_of,
    reasons_against,
    texts_of,
    versions_of,
)
from idic.domain.interact.knowledge.queries.published import access_image, preference
from idic.domain.interact.knowledge.rules import WRITES, may_approve
from idic.doors.web.knowledge.diff import changes
from idic.doors.web.knowledge.forms import KeepingForm
from idic.doors.web.knowledge.showing import (
    AUDIENCE_ICONS,
    STATE_TONES,
    article_html,
    image_answer,
    in_language,
    public_url,
)
from idic.doors.web.records.pages import register_page
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.accounts.rules import may, require

register_page("article", "knowledge:article")


@require_GET
def article(request: SignedInRequest, pk: int) -> HttpResponse:
    """`?language=` chooses the sibling; who may write sees the text in the making, everybody else what is published."""
    found = access_article(request.user, pk)
    texts = texts_of(request.user, found)
    if not texts:
        raise NotVisible
    text = _chosen(texts, request.GET.get("language", ""))
    may_write = may(request.user, WRITES)
    shows_draft = may_write and "published" not in request.GET
    if text.is_read and not may_write:
        count_view(text, Door.DESK)
    stale = out_of_date(texts)
    written = {one.language for one in texts}
    context: dict[str, Any] = {
        "article": found, "text": text, "language": in_language(text.language), "may_write": may_write,
        "shows_draft": shows_draft and text.state != TextState.PUBLISHED,
        "title": text.title if shows_draft else text.published_title,
        "body": article_html(text.text if shows_draft else text.published_text),
        "siblings": [
            (in_language(one.language), one, STATE_TONES[one.state], one.pk in stale, one.pk == text.pk) for one in texts
        ],
        "missing": [in_language(code) for code in _all_languages() if code not in written] if may_write else [],
        "tone": STATE_TONES[text.state], "is_stale": text.pk in stale, "audience_icon": AUDIENCE_ICONS[found.audience],
        "reading": readings_of([text])[text.pk], "reasons": Reason.choices,
        "is_due": found.review_on is not None and found.review_on <= timezone.localdate(),
        "url": public_url(found.pk, found.audience, text.language) if text.is_read else "",
    }  # fmt: skip
    if may_write:
        labels = dict(Reason.choices)
        context |= {
            "versions": versions_of(text, limit=20), "against": [(labels[code], n) for code, n in reasons_against(text)],
            "may_approve": text.state == TextState.REVIEW and may_approve(request.user, text),
            "returned": _returned(text) if text.state == TextState.DRAFT else None,
            "images": list(found.images.order_by("-pk")[:20]),
        }  # fmt: skip
    return render(request, "knowledge/article.html", context)


@require_GET
def versions(request: SignedInRequest, pk: int, language: str) -> HttpResponse:
    """What one version changed in the one before it; `?number=` chooses which."""
    require(request.user, WRITES)
    found, text = access_text(request, pk, language)
    rows = versions_of(text)
    asked = request.GET.get("number", "")
    numbers = {str(one.number): one for one in rows}
    chosen = numbers.get(asked) or rows[0]
    before = next((one for one in rows if one.number < chosen.number), None)
    lines = changes(before.body if before else "", chosen.body)
    context = {
        "article": found, "text": text, "language": in_language(language), "versions": rows, "chosen": chosen,
        "before": before, "lines": lines,
    }  # fmt: skip
    return render(request, "knowledge/versions.html", context)


@require_POST
def act(request: SignedInRequest, pk: int, language: str, step: str) -> HttpResponse:
    require(request.user, WRITES)
    _found, text = access_text(request, pk, language)
    version, by = _number(request, "version"), request.user
    steps = {
        "submission": (lambda: states.submit_text(text, version=version, by=by), _("It waits for approval now.")),
        "return": (
            lambda: states.return_text(text, note=request.POST.get("note", ""), version=version, by=by),
            _("It is a draft again."),
        ),
        "publication": (lambda: states.publish_text(text, version=version, by=by), _("Readers see it now.")),
        "archiving": (lambda: states.archive_text(text, version=version, by=by), _("Nobody reads it any more.")),
        "restoring": (lambda: states.restore_text(text, version=version, by=by), _("It is back.")),
    }  # fmt: skip
    if step not in steps:
        raise NotVisible
    do, told = steps[step]
    return _done(request, do, told, text)


@require_http_methods(["GET", "POST"])
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, WRITES)
    found = access_article(request.user, pk)
    form = KeepingForm(request.POST or None, article=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        values = keeping.ArticleValues(
            audience=data["audience"], topic=data["topic"], owner=data["owner"], review_on=data["review_on"]
        )
        try:
            keeping.change_article(found, values, version=data["version"] or 0, by=request.user)
        except KnowledgeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The article is kept."))
            return redirect("knowledge:article", pk)
    return render(
        request, "knowledge/keep.html", {"form": form, "article": found}, status=422 if form.is_bound else 200
    )


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_article(request.user, pk)
    try:
        keeping.confirm_article(found, version=_number(request, "version"), by=request.user)
    except KnowledgeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It holds. It is looked at again in half a year."))
    return redirect("knowledge:article", pk)


@require_POST
def add_picture(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, WRITES)
    found = access_article(request.user, pk)
    upload = request.FILES.get("image")
    if upload is None:
        messages.error(request, _("Choose a picture first."))
        return redirect("knowledge:article", pk)
    try:
        image = add_image(found, name=upload.name or "", chunks=upload.chunks(), by=request.user)
    except KnowledgeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Put it into the text as %(code)s.") % {"code": f"![…](image:{image.pk})"})
    return redirect("knowledge:article", pk)


@require_GET
def image(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who writes sees the pictures of drafts, too."""
    return image_answer(access_image(request.user, pk))


@require_POST
def voted(request: SignedInRequest, pk: int, language: str) -> HttpResponse:
    _found, text = access_text(request, pk, language)
    if not text.is_read:
        raise NotVisible
    reason = request.POST.get("reason", "")
    vote(
        text,
        Door.DESK,
        voter=f"user:{request.user.pk}",
        is_helpful=request.POST.get("helpful") == "yes",
        reason=reason if reason in Reason.values else "",
    )
    messages.success(request, _("Thank you: this helps whoever writes it."))
    return redirect(f"{reverse('knowledge:article', args=[pk])}?language={language}")


def access_text(request: SignedInRequest, pk: int, language: str) -> tuple[Article, ArticleText]:
    found = access_article(request.user, pk)
    text = next((one for one in texts_of(request.user, found) if one.language == language), None)
    if text is None:
        raise NotVisible
    return found, text


def _returned(text: ArticleText) -> tuple[str, str] | None:
    """(who, why)."""
    back = given_back(text)
    return None if back is None else (names_of_users([back.by_id or 0]).get(back.by_id or 0, ""), back.note)


def _chosen(texts: list[ArticleText], asked: str) -> ArticleText:
    wanted = [asked, *preference(translation.get_language() or "en")]
    by_language = {one.language: one for one in texts}
    return next((by_language[code] for code in wanted if code in by_language), texts[0])


def _all_languages() -> list[str]:
    return [code for code, _label in settings.LANGUAGES]


def _done(request: SignedInRequest, do: Any, told: str, text: ArticleText) -> HttpResponse:
    try:
        do()
    except KnowledgeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect(f"{reverse('knowledge:article', args=[text.article_id])}?language={text.language}")


def _number(request: SignedInRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
