"""A case in the words of whoever it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from idic.domain.interact.cases.enums import CaseState, MessageKind, Verdict
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.complaints.models import Complaint
from idic.doors.web.long_text import long_text
from idic.doors.web.shell.parts.signs import Tone

#: Steps of a complaint in which it is the customer who speaks, where nobody of ours took them.
_OWN_STEPS = ("opened", "accepted", "rejected")


@dataclass(frozen=True)
class Said:
    is_ours: bool
    who: str
    at: datetime
    html: SafeString
    files: Sequence[MessageFile]


def state_words(case: Case, *, is_decided: bool = False) -> tuple[str, Tone]:
    """`is_decided`: a complaint whose decision waits for the customer's word."""
    if is_decided and case.is_open:
        return _("Answered: are you content?"), "info"
    if case.state == CaseState.RESOLVED:
        return (
            (_("Answered: are you content?"), "info")
            if case.verdict == Verdict.NOT_ASKED
            else (_("Answered"), "success")
        )
    if case.state == CaseState.CLOSED:
        return pgettext("case", "Closed"), "neutral"
    if case.state == CaseState.WAITING:
        return _("We wait for your answer"), "warning"
    return (_("Received"), "info") if case.state == CaseState.NEW else (_("We are working on it"), "info")


def thread_of(case: Case, messages: Sequence[Message], *, whole: str = "") -> list[Said]:
    """`whole` names the one of which all is shown, however long."""
    found = [_said(one, case, whole) for one in messages]
    if case.text and not any(one.text == case.text for one in messages):
        found.insert(0, Said(False, _("You"), case.received_at, shown(case.text, "request", whole), ()))
    return found


def said_as_complaint(complaint: Complaint, *, whole: str = "") -> list[Said]:
    """What the customer said in its steps: what is wanted, and each word on what came of it. One query."""
    found = []
    for pk, kind, note, said, at in complaint.steps.filter(by__isnull=True, kind__in=_OWN_STEPS).values_list(
        "pk", "kind", "note", "said", "at"
    ):
        text = said.get("remedy_wanted", "") if kind == "opened" else note
        if text:
            found.append(Said(False, _("You"), at, shown(text, f"step-{pk}", whole), ()))
    return found


def shown(text: str, name: str, whole: str = "") -> SafeString:
    return long_text(text, name, whole, _with_links)


def _with_links(text: str) -> str:
    return str(linebreaks(urlize(text, nofollow=True, autoescape=True)))


def _said(one: Message, case: Case, whole: str) -> Said:
    ours = one.kind == MessageKind.OUTBOUND or (one.kind == MessageKind.AUTOMATIC and one.customer_id is None)
    files = [file for file in one.files.all() if not file.refused]
    return Said(
        ours, _("Our answer") if ours else _who(one, case), one.at, shown(one.text, f"message-{one.pk}", whole), files
    )


def _who(one: Message, case: Case) -> str:
    """Others may have written in it too: a copy of a mail was theirs."""
    return _("You") if one.customer_id in (None, case.customer_id) else one.sender_name or one.sender_address
