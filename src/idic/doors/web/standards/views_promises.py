from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.behind import Asked, cases_behind, clocks_behind
from idic.domain.interact.standards.enums import CLOCKS, Measure
from idic.domain.interact.standards.queries.standards import access_standard
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.standards.people import led_by
from idic.doors.web.standards.periods import days_asked, last_days
from idic.doors.web.standards.tabs import standards_tabs
from idic.doors.web.standards.wording import basis_words, scope_words, side_words
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import BoundedCount, Order, bounded_count, keyset_page


@dataclass(frozen=True)
class Row:
    case: Case
    began: datetime
    due: datetime | None
    ended: datetime | None


@require_GET
def promises(request: SignedInRequest) -> HttpResponse:
    """Two lists, each of exactly what its side of a share counts. Somebody else's promises are read by whoever reads
    that person's card."""
    require(request.user, "case.see")
    asked, days = _asked(request), days_asked(request)
    kept, period = request.GET.get("kept") != "no", last_days(days)
    cursor = request.GET.get("after") or request.GET.get("before")
    is_clock = asked.measure in CLOCKS
    if is_clock:
        sides = [clocks_behind(request.user, period, asked, kept=side) for side in (True, False)]
        counts = [bounded_count(one) for one in sides]
        clocks = keyset_page(
            sides[not kept].select_related("case", "case__owner"), Order("started_at", descending=True), cursor=cursor
        )
        rows = [Row(one.case, one.started_at, one.due_at, one.stopped_at) for one in clocks.rows]
        ends = clocks.previous, clocks.next
    else:
        both = cases_behind(request.user, period, asked)
        counts = [bounded_count(one) for one in both]
        found = keyset_page(
            both[not kept].select_related("owner"), Order("received_at", descending=True), cursor=cursor
        )
        rows = [Row(one, one.received_at, None, one.resolved_at) for one in found.rows]
        ends = found.previous, found.next
    context = {
        "measure": Measure(asked.measure).label, "standard": asked.standard, "person": asked.owner, "rows": rows,
        "scope": _scope(asked), "previous": ends[0], "next": ends[1], "kept": kept, "days": days, "is_clock": is_clock,
        "sides": sides_of(request, kept, counts, side_words(asked.measure)), "basis": basis_words(asked.measure),
        "tabs": standards_tabs("list"),
    }  # fmt: skip
    return render(request, "standards/promises.html", context)


def _asked(request: SignedInRequest) -> Asked:
    standard, owner, measure = (
        request.GET.get("standard", ""),
        request.GET.get("owner", ""),
        request.GET.get("measure", ""),
    )
    found = access_standard(request.user, _number(standard)) if standard else None
    measure = found.measure if found is not None else measure if measure in Measure.values else str(Measure.RESOLUTION)
    return Asked(measure, found, _person(request.user, _number(owner)) if owner else None)


def _person(user: User, pk: int) -> User:
    if pk == user.pk:
        return user
    found = led_by(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise NotVisible
    return int(text)


def _scope(asked: Asked) -> str:
    one = asked.standard
    return scope_words(one.mode, one.purpose, one.tier, one.priority) if one is not None else ""


def sides_of(
    request: SignedInRequest, kept: bool, counts: list[BoundedCount], words: tuple[str, str]
) -> list[tuple[str, str, BoundedCount, bool]]:
    """What each of the two lists is called, its address, how long it is, and whether it is shown."""
    found = []
    for code, label, count in zip(("yes", "no"), words, counts, strict=True):
        query = request.GET.copy()
        query["kept"] = code
        for name in ("after", "before"):
            query.pop(name, None)
        found.append((label, f"?{query.urlencode()}", count, (code == "yes") is kept))
    return found
