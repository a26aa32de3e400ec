from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.privacy.enums import Refusal, RequestKind, RequestState
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.models import PrivacyRequest
from idic.domain.identify.privacy.operations.packages import start_package
from idic.domain.identify.privacy.operations.rectifications import rectify
from idic.domain.identify.privacy.operations.requests import (
    answer_request,
    ask_for_proof,
    check_identity,
    close_request,
    extend_request,
    refuse_request,
    scope_request,
)
from idic.domain.identify.privacy.operations.restrictions import lift_restriction, restrict
from idic.domain.identify.privacy.person import person_of
from idic.domain.identify.privacy.queries.clocks import clock_of
from idic.domain.identify.privacy.queries.receivers import receivers_of
from idic.domain.identify.privacy.queries.requests import access_request, erasure_of, packages_of
from idic.doors.web.privacy.requests.forms import CORRECTIONS, NoteForm, RefusalForm
from idic.doors.web.privacy.requests.wording import STATE_TONES, due_words, next_step, steps_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.wording import people_in, word_events
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.accounts.rules import may
from idic.foundation.events.queries.timeline import subject_events
from idic.foundation.languages import formats


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return detail_page(request, access_request(request.user, pk))


@require_POST
def step(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    """One step of the way; what is wrong with it is told on the page, with what was typed."""
    asked = access_request(request.user, pk, permission="privacy.manage")
    note = request.POST.get("note", "")
    try:
        _take(act, asked, note, request)
    except (IdentifyError, PrivacyError) as error:
        return detail_page(request, asked, problem=str(error), note=note, status=422)
    messages.success(request, _("Done. It stands in the history of the request."))
    return redirect("privacy_requests:detail", pk=pk)


def _take(act: str, asked: PrivacyRequest, note: str, request: SignedInRequest) -> None:
    by = request.user
    if act == "proof":
        ask_for_proof(asked, by=by)
    elif act == "identity":
        check_identity(asked, how=note, by=by)
    elif act == "scope":
        scope_request(asked, note=note, by=by)
    elif act == "extend":
        extend_request(asked, reason=note, by=by)
    elif act == "refuse":
        refuse_request(
            asked, refusal=request.POST.get("refusal", ""), note=note,
            remedy_told=request.POST.get("remedy_told") == "on", by=by,
        )  # fmt: skip
    elif act == "answer":
        answer_request(asked, by=by)
    elif act == "close":
        close_request(asked, by=by)
    elif act == "package":
        start_package(asked, by=by)
    elif act == "rectify":
        rectify(asked, by=by)
    elif act == "restrict":
        restrict(asked, reason=note, by=by)
    elif act == "lift":
        lift_restriction(asked.customer, by=by)


def detail_page(
    request: SignedInRequest, asked: PrivacyRequest, *, problem: str = "", note: str = "", link: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    words, tone = due_words(asked)
    is_ready = asked.state in (RequestState.IDENTIFIED, RequestState.SCOPED, RequestState.WORKING)
    clock = clock_of(asked.jurisdiction)
    history = subject_events("privacy", asked.pk)
    shows_receivers = asked.kind in (RequestKind.RECTIFICATION, RequestKind.ERASURE, RequestKind.RESTRICTION)
    return render(
        request, "privacy/requests/detail.html",
        {
            "asked": asked, "customer": asked.customer, "tone": STATE_TONES[asked.state], "steps": steps_of(asked),
            "due_words": words, "due_tone": tone, "facts": _facts(asked), "next": next_step(asked) if asked.is_open else "",
            "is_ready": is_ready, "problem": problem, "link": link, "may_manage": may(request.user, "privacy.manage"),
            "may_extend": asked.is_open and not asked.extended_reason
            and bool(clock.extension_days or clock.extension_months),
            "note_form": NoteForm(initial={"note": note}), "refusal_form": RefusalForm(), "refusals": Refusal.choices,
            "packages": packages_of(asked), "erasure": erasure_of(asked), "corrections": _corrections(asked),
            "receivers": receivers_of(person_of(asked.customer)) if shows_receivers else [],
            "history": word_events(history, users=names_of_users(people_in(history))),
        },
        status=status,
    )  # fmt: skip


def _corrections(asked: PrivacyRequest) -> list[tuple[str, str]]:
    labels = dict(CORRECTIONS)
    return [(str(labels.get(name, name)), str(value)) for name, value in asked.corrections.items()]


def _facts(asked: PrivacyRequest) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        (_("What is asked"), asked.get_kind_display()),
        (_("Came by"), asked.get_way_display()),
        (_("Received on"), formats.day(asked.received_on)),
        (_("Law"), f"{asked.jurisdiction.name} · {asked.jurisdiction.law}" if asked.jurisdiction else ""),
        (_("Due"), formats.day(asked.due_on)),
        (_("Working day"), formats.day(asked.practical_on) if asked.practical_on != asked.due_on else ""),
        (_("Days for the proof of identity"), asked.paused_days or ""),
        (_("Longer because"), asked.extended_reason),
        (_("How identity was checked"), asked.identity_how),
        (_("Scope"), asked.scope_note),
        (_("Language of the answer"), dict(Language.choices).get(asked.language, asked.language)),
        (_("Who"), asked.owner.display_name if asked.owner else ""),
        (_("Refused because"), asked.get_refusal_display()),
        (_("Explanation"), asked.refusal_note),
        (_("Answered"), formats.moment(asked.answered_at) if asked.answered_at else ""),
    ]
    return [(label, value) for label, value in rows if value not in ("", None)]
