"""What the page of a case shows of its complaint, or the way to make it one."""

from __future__ import annotations

from typing import Any

from idic.domain.interact.cases.models import Case
from idic.domain.interact.complaints.queries.complaints import complaint_of_case
from idic.doors.web.complaints.page import GRAVE, is_promise_late
from idic.doors.web.complaints.wording import NEXT, STATE_TONES
from idic.doors.web.requests import SignedInRequest


def panel_of(request: SignedInRequest, case: Case, *, may_change: bool) -> dict[str, Any]:
    """One query. For `{% include "complaints/_panel.html" with panel=… %}`."""
    found = complaint_of_case(request.user, case.pk)
    if found is None:
        return {"complaint": None, "case": case, "may_open": may_change and case.is_open}
    return {
        "complaint": found, "case": case, "tone": STATE_TONES[found.state], "next_step": NEXT[found.state],
        "is_grave": (found.severity or 0) >= GRAVE, "promise_late": is_promise_late(found),
        "is_heard": found.heard_at is not None,
    }  # fmt: skip
