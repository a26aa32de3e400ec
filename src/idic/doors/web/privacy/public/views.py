"""Pages for people outside: leave a list, confirm a wish, say yes or no to each use. No sign-in, no name on the page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.identify.privacy.enums import Channel, Need
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.links import choice_of, opt_in_id_of, preferences_url, public_address, record_id_of
from idic.domain.identify.privacy.operations.opt_ins import confirm_opt_in, opt_in_of
from idic.domain.identify.privacy.operations.own_words import choices_of, choose, is_ticked, record_of_link
from idic.domain.identify.privacy.operations.own_words import unsubscribe as leave
from idic.domain.identify.privacy.queries.notices import published_versions
from idic.domain.identify.privacy.queries.panel import Panel
from idic.domain.identify.privacy.queries.purposes import name_of, purpose_of, text_of
from idic.foundation.desk.markdown import rendered

_LONGEST_AGENT = 300


@csrf_exempt  # the mail program that posts here has no cookie of ours; the token is the proof
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does: who looks through mails for viruses follows links and must unsubscribe nobody."""
    try:
        choice = choice_of(token)
        if request.method == "POST":
            leave(choice, evidence=evidence_of(request))
        else:
            record_of_link(choice.record_id)
        purpose = purpose_of(choice.purpose)
    except PrivacyError as refusal:
        return _refused(request, refusal)
    context = {
        "purpose": name_of(purpose), "channel": Channel(choice.channel).label if choice.channel else "",
        "is_done": request.method == "POST",
        "preferences_url": preferences_url(choice.record_id).removeprefix(public_address()),
    }  # fmt: skip
    return _page(request, "privacy/public/unsubscribe.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def opt_in(request: HttpRequest, token: str) -> HttpResponse:
    try:
        asked = opt_in_of(opt_in_id_of(token))
        if request.method == "POST":
            asked = confirm_opt_in(asked.pk, evidence=evidence_of(request))
    except PrivacyError as refusal:
        return _refused(request, refusal)
    context = {
        "purpose": name_of(asked.purpose), "text": text_of(asked.purpose), "is_done": asked.confirmed_at is not None,
        "preferences_url": preferences_url(asked.record_id).removeprefix(public_address()),
    }  # fmt: skip
    return _page(request, "privacy/public/opt_in.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    refusal, status, changed = "", 200, None
    try:
        record_id = record_id_of(token)
        if request.method == "POST":
            wanted = {tuple(one.split("/", 1)) for one in request.POST.getlist("yes") if "/" in one}
            try:
                changed = choose(
                    record_id, {(one[0], one[1]) for one in wanted}, evidence=evidence_of(request),
                    language=translation.get_language() or "en",
                )  # fmt: skip
            except PrivacyError as error:
                refusal, status = str(error), 422
        panel = choices_of(record_id)
    except PrivacyError as error:
        return _refused(request, error)
    context = {"rows": choice_rows(panel), "channels": Channel.choices, "changed": changed, "refusal": refusal}
    return _page(request, "privacy/public/preferences.html", context, status=status)


@login_not_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    language = translation.get_language() or "en"
    shown = [
        (one, mark_safe(rendered(one.texts.get(language) or one.texts.get("en", ""), {})))  # noqa: S308 - cleaned
        for one in published_versions()
    ]
    return _page(request, "privacy/public/notices.html", {"notices": shown})


def evidence_of(request: HttpRequest) -> dict[str, object]:
    return {
        "ip": request.META.get("REMOTE_ADDR", ""),
        "agent": request.META.get("HTTP_USER_AGENT", "")[:_LONGEST_AGENT],
    }


def choice_rows(panel: Panel) -> list[dict[str, Any]]:
    """A purpose that asks nobody is told and cannot be chosen."""
    return [
        {
            "name": name_of(purpose), "text": text_of(purpose), "code": purpose.code,
            "is_asked": any(cell.need != Need.NOTHING for cell in cells), "has_channels": bool(purpose.channels),
            "cells": [
                {
                    "value": f"{purpose.code}/{cell.channel}", "label": Channel(cell.channel).label if cell.channel else "",
                    "is_on": is_ticked(cell.need, cell.standing),
                }
                for cell in cells
            ],
        }
        for purpose, cells in panel.rows
    ]  # fmt: skip


def _refused(request: HttpRequest, refusal: PrivacyError) -> HttpResponse:
    return _page(request, "privacy/public/refused.html", {"refusal": str(refusal)}, status=404)


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    answer = render(request, template, context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
