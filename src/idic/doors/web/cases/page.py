"""The page of a case: the conversation, and beside it what is known and can be done."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from idic.domain.interact.cases.enums import ENDED_STATES, PAUSED_STATES, CaseState, Outcome, PauseReason
from idic.domain.interact.cases.models import NEVER, Case
from idic.domain.interact.cases.operations.draft_files import MOST_BYTES, MOST_FILES, carries_files
from idic.domain.interact.cases.queries.cases import cases_around, holds
from idic.domain.interact.cases.queries.presence import drafts_of
from idic.domain.interact.cases.queries.seen import seen_among
from idic.domain.interact.cases.routing import was_unwanted
from idic.domain.work.queries.people import deputies_of
from idic.doors.web.cases.clocks import clock_rows
from idic.doors.web.cases.forms import ReplyForm
from idic.doors.web.cases.sending import recipient
from idic.doors.web.cases.thread import Thread, address_shown, contact_name, thread_of
from idic.doors.web.cases.wording import (
    MAILED,
    MODE_ICONS,
    PRIORITY_TONES,
    SENT_ON,
    SHOWN_THERE,
    STATE_TONES,
    snooze_choices,
)
from idic.doors.web.chat.panel import chat_of
from idic.doors.web.complaints.panel import panel_of
from idic.doors.web.records.strip import strip_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.registry import noun_of


def case_page(
    request: SignedInRequest, case: Case, *, reply: ReplyForm | None = None, answered_by: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    user = request.user
    strip = strip_of(request, Subject(noun_of("case"), case))
    is_merged, into = case.state == CaseState.MERGED, case.merged_into
    values: dict[str, Any] = {
        "case": case, "strip": strip, "title": case.title, "may_change": holds(user, case, "case.change"),
        "may_delete": holds(user, case, "case.delete"), "state_tone": STATE_TONES[case.state],
        "mode_icon": MODE_ICONS[case.mode], "contact": contact_name(case, user), "is_merged": is_merged,
        "went_into": into if is_merged and into is not None and seen_among(user, [into.pk]) else None,
        "may_open": may(user, "case.create"), "may_name": may(user, "customer.create"),
        "may_see_products": may(user, "product.see"),
    }  # fmt: skip
    if strip.is_overview or reply is not None:
        thread = thread_of(case, user, everything=request.GET.get("all") == "1", whole=request.GET.get("whole", ""))
        values |= _conversation(request, case, thread, reply)
        values |= _side(request, case, thread, may_change=values["may_change"])
        values["answered_by"] = answered_by
    return render(request, "cases/detail.html", values, status=status)


def _conversation(request: SignedInRequest, case: Case, thread: Thread, reply: ReplyForm | None) -> dict[str, Any]:
    drafts = drafts_of(case)
    own = next((one for one in drafts if one.user_id == request.user.pk), None)
    address = recipient(case)
    return {
        "thread": thread, "reply": reply or ReplyForm(initial={
            "text": own.text if own else "", "seen": thread.last_message,
        }),
        "draft_files": list(own.files.all()) if own else [], "carries_files": carries_files(case),
        "most_files": MOST_FILES, "most_bytes": MOST_BYTES,
        "others_drafts": [one for one in drafts if one.user_id != request.user.pk],
        "is_mailed": case.mode in SENT_ON and bool(address), "is_shown_there": case.mode in SHOWN_THERE,
        "address": address_shown(address, request.user),
        "has_no_address": case.mode in MAILED and not address,
        "has_no_sender": case.mode in MAILED and bool(address) and thread.sends_mail is False,
        "may_set_senders": may(request.user, "channel.manage"),
    }  # fmt: skip


def _side(request: SignedInRequest, case: Case, thread: Thread, *, may_change: bool) -> dict[str, Any]:
    user, today = request.user, timezone.localdate()
    stands_in = None
    if case.owner_id not in (None, user.pk) and case.is_open:
        stands_in = deputies_of([case.owner_id], on=today).get(case.owner_id)
    sees_value = case.customer_id is not None and may(user, "value.see")
    score = getattr(case.customer, "score", None) if sees_value else None
    around = cases_around(user, case, messages=[one.pk for one in thread.said if one.is_message])
    return {
        "complaint_panel": panel_of(request, case, may_change=may_change),
        "chat": chat_of(case, address=address_shown(case.contact_address, user)),
        "clocks": clock_rows(case), "due_at": None if case.due_at == NEVER else case.due_at,
        "contact_address": address_shown(case.contact_address, user),
        "is_ended": case.state in ENDED_STATES, "is_resolved": case.state == CaseState.RESOLVED,
        "is_paused": case.state in PAUSED_STATES, "is_mine": case.owner_id == user.pk,
        "priority_tone": PRIORITY_TONES[case.priority], "stands_in": stands_in, "score": score,
        "others": around.also_open, "near": around.near, "outcomes": Outcome.choices,
        "pause_reasons": [one for one in PauseReason.choices if one[0] != "ended"],
        "snoozes": snooze_choices(), "currency": settings.CONFIGURATION.currency,
        "was_unwanted": case.first_response_at is None and was_unwanted(case.contact_address),
    }  # fmt: skip
