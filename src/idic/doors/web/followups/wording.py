"""How a follow-up looks in a list: state, tone, icons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from idic.domain.interact.enums import FollowUpMethod, FollowUpOutcome, FollowUpState
from idic.domain.interact.models import FollowUp
from idic.doors.web.customers.wording import segment_name
from idic.doors.web.shell.parts.signs import Tone

METHOD_ICONS = {
    FollowUpMethod.TELEPHONE: "phone", FollowUpMethod.EMAIL: "mail", FollowUpMethod.VISIT: "map-pin",
    FollowUpMethod.LETTER: "mailbox", FollowUpMethod.MESSAGE: "message", FollowUpMethod.COUNTER: "building-store",
}  # fmt: skip
OUTCOME_TONES: dict[str, Tone] = {
    FollowUpOutcome.REACHED_SATISFIED: "success", FollowUpOutcome.REACHED_WANTS_MORE: "info",
    FollowUpOutcome.REACHED_UNHAPPY: "danger", FollowUpOutcome.REACHED_NO_INTEREST: "neutral",
    FollowUpOutcome.NOT_REACHED: "warning", FollowUpOutcome.WRONG_CONTACT: "warning",
}  # fmt: skip


@dataclass(frozen=True)
class State:
    text: str
    tone: Tone


@dataclass(frozen=True)
class Row:
    follow_up: FollowUp
    icon: str
    state: State
    segment: str
    plan: str
    may_close: bool


def state_of(follow_up: FollowUp, today: date) -> State:
    if follow_up.state == FollowUpState.DONE:
        return State(follow_up.get_outcome_display(), OUTCOME_TONES.get(follow_up.outcome, "success"))
    if follow_up.state == FollowUpState.CANCELLED:
        return State(_("Cancelled"), "neutral")
    if follow_up.due_on < today:
        return State(_("Overdue"), "danger")
    return State(_("Due today"), "warning") if follow_up.due_on == today else State(_("Planned"), "info")


def row_of(follow_up: FollowUp, today: date, *, may_close: bool) -> Row:
    return Row(
        follow_up,
        METHOD_ICONS.get(FollowUpMethod(follow_up.method), "phone"),
        state_of(follow_up, today),
        segment_name(follow_up.segment) if follow_up.segment else "",
        follow_up.touch.start.plan.name if hasattr(follow_up, "touch") else "",
        may_close and follow_up.state == FollowUpState.OPEN,
    )
