"""The page of a complaint: where it stands in the six steps, the form of what comes next, and what can be done beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from idic.domain.interact.cases.models import NEVER
from idic.domain.interact.cases.queries.cases import holds
from idic.domain.interact.cases.queries.seen import seen_among
from idic.domain.interact.complaints.deadlines import deadlines_of
from idic.domain.interact.complaints.enums import ENDED, ComplaintState
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.deciding import JUDGED
from idic.domain.interact.complaints.queries.complaints import steps_of
from idic.domain.interact.complaints.queries.own import case_of_complainer
from idic.domain.interact.complaints.rules import visible_complaints
from idic.doors.web.complaints.acts import ACTS, Act, offered
from idic.doors.web.complaints.cost_card import cost_card
from idic.doors.web.complaints.due_steps import shown_dues, way_along_time
from idic.doors.web.complaints.forms import StepForm
from idic.doors.web.complaints.guide import guide_of
from idic.doors.web.complaints.wording import DONTS, NEXT, STATE_TONES
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.words.complaints import WORDINGS
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: What is asked once the customer has spoken after the end.
AFTER_END = ("new-start", "stays-ended")
#: Grave enough to be named in red, and to ask for a corrective action.
GRAVE = 4


@dataclass(frozen=True)
class Offer:
    """An act with its form as the page shows it. `is_open`: unfolded, as the first of its kind or with an error."""

    code: str
    label: str | _StrPromise
    hint: str | _StrPromise
    icon: str
    form: StepForm
    is_open: bool


def complaint_page(
    request: SignedInRequest, complaint: Complaint, *, failed: tuple[str, StepForm] | None = None
) -> HttpResponse:
    """`failed`: an act with what was typed for it; it is shown wherever the complaint stands meanwhile."""
    user, case, today = request.user, complaint.case, timezone.localdate()
    steps = steps_of(complaint)
    now = timezone.now()
    dues = deadlines_of([complaint], now=now)[complaint.pk]
    shown = shown_dues(dues)
    may_change = holds(user, case, "case.change")
    acts = offered(complaint) if may_change else {}
    offers = [_offer(request, complaint, code, act, failed) for code, act in acts.items()]
    if failed is not None and failed[0] not in acts:
        offers.insert(0, _offer(request, complaint, failed[0], ACTS[failed[0]], failed))
    # whoever judged it does not decide the appeal: told before anything is typed
    is_own = complaint.state == ComplaintState.APPEAL and any(one.kind in JUDGED and one.by == user for one in steps)
    if is_own and (failed is None or failed[0] != "decision"):
        offers = [one for one in offers if one.code != "decision"]
    heard_case = heard_in(complaint)
    first_step = next((one.code for one in offers if ACTS[one.code].is_step), "")
    # what comes after the end is asked where it is told that the customer wrote
    heard = [one for one in offers if one.code in AFTER_END] if complaint.heard_at is not None else []
    titles = {verb.partition(".")[2]: str(wording.title) for verb, wording in WORDINGS.items() if verb[:3] == "com"}
    values: dict[str, Any] = {
        "complaint": complaint, "case": case, "has_first": _sees(user, complaint.duplicate_of_id),
        "told_in": case_of_complainer(complaint),
        "guide": guide_of(complaint, steps, titles),
        "heard": heard, "is_own_appeal": is_own and may_change,
        "heard_case_id": heard_case if heard_case == case.pk or seen_among(user, [heard_case]) else case.pk,
        "steps": [_unfolded(one, first_step) for one in offers if ACTS[one.code].is_step and one not in heard],
        "beside": [one for one in offers if not ACTS[one.code].is_step],
        "state_tone": STATE_TONES[complaint.state], "next_step": NEXT[complaint.state],
        "is_grave": (complaint.severity or 0) >= GRAVE, "is_ended": complaint.state in ENDED,
        "promise_late": is_promise_late(complaint), "may_change": may_change,
        "due_at": None if case.due_at == NEVER else case.due_at,
        "notice_late": complaint.next_notice_on is not None and complaint.next_notice_on <= today,
        "may_lead": may(user, "complaint.manage"), "donts": DONTS.items(), "currency": settings.CONFIGURATION.currency,
        "advice_url": reverse("complaints:advice", args=[complaint.pk]),
        "dues": [one for one in shown if one.is_open], "dues_past": [one for one in shown if not one.is_open],
        "owes_notice": any(one.owes_notice for one in dues),
        "way": way_along_time(complaint.received_at, steps, dues, titles, now=now), "cost": cost_card(user, complaint),
        "urges_change": complaint.is_emotional or any(one.kind == "rejected" for one in steps),
    }  # fmt: skip
    return render(request, "complaints/detail.html", values, status=422 if failed else 200)


def _sees(user: User, complaint_id: int | None) -> bool:
    return complaint_id is not None and visible_complaints(user).filter(pk=complaint_id).exists()


def heard_in(complaint: Complaint) -> int:
    """The case in which the customer spoke: of one told twice it may be the other."""
    return complaint.heard_message.case_id if complaint.heard_message is not None else complaint.case_id


def is_promise_late(complaint: Complaint) -> bool:
    until = complaint.promised_for
    return until is not None and complaint.promise_kept_on is None and until < timezone.localdate()


def _offer(
    request: SignedInRequest, complaint: Complaint, code: str, act: Act, failed: tuple[str, StepForm] | None
) -> Offer:
    is_failed = failed is not None and failed[0] == code
    form = failed[1] if failed is not None and is_failed else act.form(complaint=complaint, by=request.user, act=code)
    return Offer(code, act.label, act.hint, act.icon, form, is_failed)


def _unfolded(offer: Offer, first: str) -> Offer:
    return Offer(offer.code, offer.label, offer.hint, offer.icon, offer.form, offer.is_open or offer.code == first)
