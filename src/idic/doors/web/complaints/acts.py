"""What can be done to a complaint: its words, its form, its operation, and in which states it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.complaints.enums import ENDED, ComplaintState
from idic.domain.interact.complaints.enums import ComplaintState as S
from idic.domain.interact.complaints.errors import FactMissing
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.afterwards import leave_ended
from idic.domain.interact.complaints.operations.changing_hands import change_hands, feed_back, join_duplicate, recheck
from idic.domain.interact.complaints.operations.deciding import decide, give_notice, investigate, keep_promise, propose
from idic.domain.interact.complaints.operations.ending import (
    appeal,
    close_complaint,
    reopen,
    take_verdict,
    tell_outside,
    withdraw,
)
from idic.domain.interact.complaints.operations.receiving import acknowledge, assess
from idic.domain.interact.complaints.rules import visible_complaints
from idic.doors.web.complaints import forms
from idic.foundation.accounts.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Data = Mapping[str, Any]
Do = Callable[[Complaint, Data, User], object]


@dataclass(frozen=True)
class Act:
    label: str | _StrPromise
    done: str | _StrPromise
    form: type[forms.StepForm]
    do: Do
    icon: str
    # None: in every state that has not ended
    states: tuple[str, ...] | None = None
    # one of the steps of the guide, or something beside them
    is_step: bool = True
    hint: str | _StrPromise = ""

    def is_offered(self, complaint: Complaint) -> bool:
        if self.states is None:
            return complaint.state not in ENDED
        return complaint.state in self.states


def _assess(complaint: Complaint, data: Data, by: User) -> None:
    """The topic belongs to the case: chosen here, it goes there first."""
    told = {name: value for name, value in data.items() if name != "topic"}
    with transaction.atomic():
        case = complaint.case
        if data["topic"] is not None and data["topic"].pk != case.topic_id:
            change_case(case, {"topic": data["topic"]}, version=case.version, by=by)
        assess(complaint, **told, by=by)


def _verdict(complaint: Complaint, data: Data, by: User) -> None:
    told = {name: value for name, value in data.items() if name != "verdict"}
    take_verdict(complaint, is_accepted=data["verdict"] == "yes", **told, by=by)


def _duplicate(complaint: Complaint, data: Data, by: User) -> None:
    digits = "".join(one for one in data["first"] if one.isascii() and one.isdecimal())
    first = visible_complaints(by).filter(case=int(digits)).first() if 0 < len(digits) < 19 else None
    if first is None:
        raise FactMissing("first", _("No complaint has this number."))
    join_duplicate(complaint, first=first, by=by)


def _plain(operation: Callable[..., object]) -> Do:
    return lambda complaint, data, by: operation(complaint, **data, by=by)


def _hands(form: type[forms.PersonForm | forms.TimeForm | forms.PlaceForm]) -> Do:
    return lambda complaint, data, by: change_hands(complaint, change=form.change, **data, by=by)


_BEFORE_VERDICT = (S.INVESTIGATING, S.PROPOSED, S.DECIDED, S.ACCEPTED, S.REJECTED, S.APPEAL, S.EXTERNAL, *ENDED)
_DECIDED = (S.DECIDED, S.ACCEPTED, S.REJECTED, S.APPEAL, S.EXTERNAL, *ENDED)
_WITHDRAWN_FROM = tuple(one for one in ComplaintState if one not in ENDED and one != S.ACCEPTED)

ACTS: Mapping[str, Act] = {
    "receipt": Act(
        _("Told that it has arrived"), _("The customer knows who sees to it."), forms.AcknowledgeForm,
        _plain(acknowledge), "mail", (S.RECEIVED,),
    ),
    "assessment": Act(
        _("Weigh it"), _("It is weighed, and the case has its priority."), forms.AssessForm, _assess, "scale",
        (S.ACKNOWLEDGED,),
    ),
    "investigation": Act(
        _("Begin to look into it"), _("You are looking into it."), forms.OptionalNoteForm, _plain(investigate), "search",
        (S.ASSESSED,),
    ),
    "proposal": Act(
        _("Propose a solution"), _("The proposal is kept."), forms.ProposeForm, _plain(propose), "bulb",
        (S.INVESTIGATING,),
    ),
    "decision": Act(
        _("Decide, and tell the customer"), _("The decision is kept; its letter can be printed."), forms.DecideForm,
        _plain(decide), "message", (S.PROPOSED, S.APPEAL),
    ),
    "verdict": Act(
        _("The customer's word"), _("What the customer says is kept."), forms.VerdictForm, _verdict, "thumb-up",
        (S.DECIDED, S.EXTERNAL),
    ),
    "another-look": Act(
        _("Look into it again"), _("You are looking into it again."), forms.OptionalNoteForm, _plain(investigate),
        "search", (S.PROPOSED, S.REJECTED), hint=_("More has to be found out before it is decided."),
    ),
    "appeal": Act(
        _("Look at it again within the house"), _("Somebody else looks at it again."), forms.NoteForm, _plain(appeal),
        "repeat", (S.REJECTED,), hint=_("What does the customer ask to be looked at again?"),
    ),
    "help-outside": Act(
        _("Tell of help outside"), _("The customer knows where else to turn to."), forms.OutsideForm,
        _plain(tell_outside), "external-link", (S.REJECTED, S.APPEAL),
    ),
    "end": Act(
        _("Close it"), _("The complaint is closed."), forms.CloseForm, _plain(close_complaint), "archive",
        (S.DECIDED, S.ACCEPTED, S.EXTERNAL),
    ),
    "new-start": Act(
        _("Open it again"), _("The complaint is open again."), forms.NoteForm, _plain(reopen), "rotate", tuple(ENDED),
        hint=_("Within 30 days of its end. Why is it opened again?"),
    ),
    "stays-ended": Act(
        _("It stays ended"), _("It stays ended, and what the customer meant is kept."), forms.AfterwardsForm,
        _plain(leave_ended), "archive", tuple(ENDED),
    ),
    "notice": Act(
        _("Tell how it stands"), _("The notice is kept."), forms.NoticeForm, _plain(give_notice), "send",
        is_step=False, hint=_("At each day that was missed at the latest."),
    ),
    "promise": Act(
        _("Promise kept"), _("The promise is kept."), forms.PromiseForm, _plain(keep_promise), "check",
        _DECIDED, is_step=False,
    ),
    "person": Act(
        _("Another person"), _("Somebody else has it now."), forms.PersonForm, _hands(forms.PersonForm), "user-share",
        is_step=False,
    ),
    "time": Act(
        _("Another time"), _("The time is agreed."), forms.TimeForm, _hands(forms.TimeForm), "clock", is_step=False
    ),
    "place": Act(
        _("Another place"), _("The place is agreed."), forms.PlaceForm, _hands(forms.PlaceForm), "map-pin", is_step=False
    ),
    "recheck": Act(
        _("Check by somebody else"), _("The check is kept."), forms.NoteForm, _plain(recheck), "checks", _DECIDED,
        is_step=False, hint=_("By somebody who had no part in it: was done what was promised?"),
    ),
    "learning": Act(
        _("Pass on what was learned"), _("What was learned is passed on."), forms.FeedBackForm, _plain(feed_back),
        "speakerphone", _BEFORE_VERDICT, is_step=False,
    ),
    "duplicate": Act(
        _("Told twice"), _("It is counted with the first one."), forms.DuplicateForm, _duplicate, "git-merge",
        is_step=False,
    ),
    "withdrawal": Act(
        _("The customer takes it back"), _("The complaint is withdrawn."), forms.NoteForm, _plain(withdraw),
        "arrow-back-up", _WITHDRAWN_FROM, is_step=False, hint=_("Only the customer withdraws. How, and in what words?"),
    ),
}  # fmt: skip

#: What an operation calls a fact, where the form calls it otherwise.
FIELDS: Mapping[str, str] = {"fed_back": "text", "external_body": "body"}


def offered(complaint: Complaint) -> dict[str, Act]:
    found = {code: act for code, act in ACTS.items() if act.is_offered(complaint)}
    if not complaint.promise or complaint.promise_kept_on is not None:
        found.pop("promise", None)
    if complaint.heard_at is None:
        found.pop("stays-ended", None)
    if complaint.duplicate_of_id is not None:
        found.pop("duplicate", None)
    return found
