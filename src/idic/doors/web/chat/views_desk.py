"""For those who take chats: who is there, who waits, and the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.chat.enums import EndedBy
from idic.domain.interact.chat.errors import ChatError
from idic.domain.interact.chat.models import ChatTalk
from idic.domain.interact.chat.operations.agents import note_agent, switch_availability, take, take_next
from idic.domain.interact.chat.operations.ending import GONE, end_talk
from idic.domain.interact.chat.queries.agents import is_available, on_chat
from idic.domain.interact.chat.queries.queue import access_talk, left_alone, own_talks, waiting
from idic.domain.interact.chat.rules import is_agent
from idic.doors.web.cases.thread import contact_name
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import COUNT_LIMIT

_SHOWN = 30


@require_GET
def desk(request: SignedInRequest) -> HttpResponse:
    return render(request, "chat/desk.html", _now(request))


@require_GET
def now(request: SignedInRequest) -> HttpResponse:
    """Asked every few seconds by the open page, also in the background."""
    return render(request, "chat/_desk.html", _now(request))


@require_POST
def availability(request: SignedInRequest) -> HttpResponse:
    switch_availability(is_available=request.POST.get("available") == "1", by=request.user)
    return redirect("chats:desk")


@require_POST
def next_visitor(request: SignedInRequest) -> HttpResponse:
    try:
        return redirect("cases:detail", take_next(by=request.user).pk)
    except ChatError as error:
        messages.info(request, str(error))
        return redirect("chats:desk")


@require_POST
def take_one(request: SignedInRequest, pk: int) -> HttpResponse:
    talk = access_talk(request.user, pk, permission="case.change")
    try:
        return redirect("cases:detail", take(talk, by=request.user).pk)
    except ChatError:
        messages.info(request, _("Somebody else was quicker, or the visitor has gone."))
        return redirect("chats:desk")


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    talk = access_talk(request.user, pk, permission="case.change")
    end_talk(talk, EndedBy.AGENT, by=request.user)
    messages.success(request, _("The chat has ended. Say in the case what came of it."))
    return redirect("cases:detail", talk.case_id)


def _now(request: SignedInRequest) -> dict[str, Any]:
    user = request.user
    require(user, "case.see")
    note_agent(user)
    found = _with_cases(waiting(user))
    count = waiting(user).order_by()[: COUNT_LIMIT + 1].count()
    return {
        "waiting": [_row(talk, request) for talk in found[:_SHOWN]], "count": min(count, COUNT_LIMIT),
        "is_more": count > COUNT_LIMIT, "mine": [_row(talk, request) for talk in _with_cases(own_talks(user))[:_SHOWN]],
        "left": [_row(talk, request) for talk in _with_cases(left_alone(user).select_related("case__owner"))[:_SHOWN]],
        "people": on_chat(), "is_available": is_available(user), "may_take": is_agent(user),
    }  # fmt: skip


def _with_cases(talks: Any) -> list[ChatTalk]:
    return list(talks.select_related("site", "case__customer").defer(
        "case__search_text", "case__search_keys", "case__signature", "case__customer__search_text",
        "case__customer__search_keys", "case__customer__facts", "case__customer__provenance",
    )[: _SHOWN + 1])  # fmt: skip


def _row(talk: ChatTalk, request: SignedInRequest) -> dict[str, Any]:
    return {
        "talk": talk, "case": talk.case, "who": contact_name(talk.case, request.user),
        "is_gone": timezone.now() - talk.seen_at > GONE,
    }  # fmt: skip
