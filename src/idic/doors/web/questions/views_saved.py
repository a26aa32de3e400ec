from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.doors.web.questions.address import address
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.rules import require
from idic.foundation.views.enums import Sharing
from idic.warehouse.operations.questions import change_question, copy_question, delete_question, save_question
from idic.warehouse.queries.questions import access_question
from idic.warehouse.questions.errors import QuestionError
from idic.warehouse.questions.question import Question
from idic.warehouse.questions.reading import read_question


@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    """What was asked comes back in the address where it cannot be saved."""
    require(request.user, "question.ask")
    asked = _asked(request)
    try:
        question = read_question(asked)
    except QuestionError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("questions:ask"))
    try:
        saved = save_question(
            question, name=request.POST.get("name", ""), sharing=request.POST.get("sharing", Sharing.PRIVATE),
            note=request.POST.get("note", ""), by=request.user,
        )  # fmt: skip
    except QuestionError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(address(reverse("questions:ask"), question))
    messages.success(request, _("The question is saved."))
    return HttpResponseRedirect(reverse("questions:detail", args=[saved.pk]))


@require_POST
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    saved = access_question(request.user, pk)
    page = reverse("questions:detail", args=[pk])
    question: Question | None = None
    try:
        if request.POST.get("asked"):
            question = read_question(_asked(request))
        change_question(
            saved, version=_version(request), question=question, name=request.POST.get("name"),
            sharing=request.POST.get("sharing"), note=request.POST.get("note"), by=request.user,
        )  # fmt: skip
    except QuestionError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(address(page, question) if question else page)
    messages.success(request, _("The question is saved."))
    return HttpResponseRedirect(page)


@require_POST
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    saved = access_question(request.user, pk)
    name = request.POST.get("name") or _("%(name)s (copy)") % {"name": saved.name}
    copied = copy_question(saved, name=name, by=request.user)
    messages.success(request, _("This is your copy. Change it as you like."))
    return HttpResponseRedirect(reverse("questions:detail", args=[copied.pk]))


@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    saved = access_question(request.user, pk)
    try:
        delete_question(saved, by=request.user)
    except QuestionError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("questions:detail", args=[pk]))
    say_done(request, _("“%(name)s” was deleted.") % {"name": saved.name}, noun="question", pk=pk)
    return HttpResponseRedirect(reverse("questions:list"))


def _asked(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.POST.get("asked", ""))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
