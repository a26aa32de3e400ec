"""Of a case that lies open beside the inbox: what was said last, before what is known."""

from __future__ import annotations

from django.template.loader import render_to_string

from idic.domain.interact.cases.models import NEVER, Case
from idic.domain.interact.cases.queries.cases import holds
from idic.doors.web.cases.thread import contact_name, thread_of
from idic.doors.web.cases.wording import PRIORITY_TONES, STATE_TONES
from idic.doors.web.requests import SignedInRequest
from idic.foundation.desk.subjects import Subject

_LATEST = 4


def said_last(request: SignedInRequest, subject: Subject) -> str:
    case, user = subject.record, request.user
    assert isinstance(case, Case)
    thread = thread_of(case, user)
    values = {
        "case": case, "said": thread.said[-_LATEST:], "earlier": thread.earlier + max(len(thread.said) - _LATEST, 0),
        "state_tone": STATE_TONES[case.state], "priority_tone": PRIORITY_TONES[case.priority],
        "contact": contact_name(case, user), "due_at": None if case.due_at == NEVER or not case.is_open else case.due_at,
        "may_take": case.is_open and case.owner_id is None and holds(user, case, "case.change"),
    }  # fmt: skip
    return render_to_string("cases/_beside.html", values, request=request)
