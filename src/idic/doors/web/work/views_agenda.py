"""The reader's own agenda for the home page: what was missed, what is today, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.work.queries.calendar import own_agenda
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.work.wording import Row, row_of
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require


@dataclass(frozen=True)
class Group:
    label: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class ShownAgenda:
    groups: list[Group]
    may_create: bool


@require_GET
def agenda(request: SignedInRequest) -> HttpResponse:
    require(request.user, "task.see")
    return render(request, "work/_own_agenda.html", {"agenda": _agenda_of(request.user, now=timezone.now())})


def _agenda_of(user: User, *, now: datetime) -> ShownAgenda:
    found = own_agenda(user, now=now)
    changes = may(user, "task.change")
    groups = [
        Group(label, [row_of(entry, may_change=changes, now=now) for entry in entries])
        for label, entries in (
            (_("Overdue"), found.overdue), (_("Today"), found.today), (_("In the next days"), found.next)
        )
        if entries
    ]  # fmt: skip
    return ShownAgenda(groups, may(user, "task.create"))
