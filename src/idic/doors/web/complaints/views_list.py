from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.models import Case, CaseTopic
from idic.domain.interact.cases.queries.cases import with_names as case_names
from idic.domain.interact.cases.queries.days import start_of
from idic.domain.interact.cases.queries.topics import offered_topics
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.complaints import with_names
from idic.domain.interact.complaints.queries.figures import Counted, none_left_out
from idic.domain.interact.complaints.queries.own import case_of_complainer
from idic.domain.interact.complaints.rules import visible_complaints
from idic.doors.web.complaints.asking import GAPS, HEARD, narrowed, selects
from idic.doors.web.complaints.page import GRAVE, is_promise_late
from idic.doors.web.complaints.wheel import wheel_of
from idic.doors.web.complaints.wording import NEXT, STATE_TONES
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.paging.keyset import Order, bounded_count, keyset_page

LATEST_FIRST = Order("received_at", descending=True)
#: The wheel and the four shares are of this time; the list reaches back as far as there is.
DAYS = 365


@dataclass(frozen=True)
class Row:
    complaint: Complaint
    told_in: Case
    tone: str
    next_step: str
    is_grave: bool
    is_late: bool
    # written to since its end, and nobody has decided what that means
    is_heard: bool


@dataclass(frozen=True)
class Share:
    """`share` is None where there was nothing to count."""

    label: str
    meaning: str
    share: Counted | None
    gap: str
    url: str

    @property
    def missing(self) -> int:
        return self.share.of - self.share.hits if self.share is not None else 0


@require_GET
def complaints(request: SignedInRequest) -> HttpResponse:
    user, now = request.user, timezone.now()
    gap = request.GET.get("gap", "")
    gap = gap if gap in GAPS else ""
    since, until = start_of(timezone.localdate() - timedelta(days=DAYS)), now + timedelta(seconds=1)
    context: dict[str, Any] = {
        "gap": gap, "quarters": wheel_of(user, since, until), "shares": _shares(user, since, until),
        "may_lead": may(user, "complaint.manage"), "may_change": may(user, "case.change"),
    }  # fmt: skip
    cursor = request.GET.get("after") or request.GET.get("before")
    if gap == "unrecorded":
        cases = visible_cases(user).filter(purpose="complain", complaint__isnull=True, merged_into__isnull=True)
        cases = cases.filter(received_at__gte=_since(request.GET.get("since", "")))
        cases = case_names(cases.exclude(outcome="spam"))
        page = keyset_page(cases, LATEST_FIRST, cursor=cursor)
        context |= {"cases": page.rows, "page": page, "count": bounded_count(cases).value, "rows": []}
        return render(request, "complaints/list.html", context)
    asked = selects(request.GET, _topics(request.GET.get("topic", "")))
    found = narrowed(visible_complaints(user), asked, gap, user=user, today=timezone.localdate())
    rows = keyset_page(with_names(found), LATEST_FIRST, cursor=cursor)
    heard = bounded_count(visible_complaints(user).filter(heard_at__isnull=False)).value
    context |= {
        "heard": heard, "heard_url": f"{reverse('complaints:list')}?late={HEARD}",
        "rows": [_row(one) for one in rows.rows], "page": rows, "count": bounded_count(found).value, "selects": asked,
        "chips": [(one.name, one.label, one.words) for one in asked if one.value],
    }  # fmt: skip
    return render(request, "complaints/list.html", context)


def _topics(asked: str) -> list[CaseTopic]:
    """Those in use, and the one that a figure leads here with."""
    known = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    return list(offered_topics(known)[:200])


def _since(day: str) -> datetime:
    try:
        return start_of(date.fromisoformat(day))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _row(one: Complaint) -> Row:
    return Row(
        one, case_of_complainer(one), STATE_TONES[one.state], str(NEXT[one.state]), (one.severity or 0) >= GRAVE,
        is_promise_late(one), one.heard_at is not None,
    )  # fmt: skip


def _shares(user: User, since: datetime, until: datetime) -> list[Share]:
    found = none_left_out(user, since, until)
    url, day = reverse("complaints:list"), timezone.localtime(since).date().isoformat()
    told = (
        (_("Recorded"), _("Of the cases in which somebody complains: handled as a complaint."), found.recorded),
        (_("Handled"), _("Of the complaints: walked to an end."), found.handled),
        (_("Checked"), _("Of the complaints: checked afterwards by somebody who had no part in it."), found.rechecked),
        (_("Passed on"), _("Of the complaints: told to those who design, make and sell."), found.fed_back),
    )  # fmt: skip
    return [
        Share(label, meaning, share, gap, f"{url}?{urlencode({'gap': gap, 'since': day})}")
        for gap, (label, meaning, share) in zip(GAPS, told, strict=True)
    ]
