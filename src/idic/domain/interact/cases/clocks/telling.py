"""Warnings and breaches, told once each when their moment comes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.clocks.escalating import escalate
from idic.domain.interact.cases.clocks.hours import hours_of
from idic.domain.interact.cases.clocks.levels import leads_of
from idic.domain.interact.cases.clocks.pausing import pauses_of
from idic.domain.interact.cases.clocks.reading import next_warning, read, share_used
from idic.domain.interact.cases.enums import PAUSED_STATES
from idic.domain.interact.cases.models import CaseClock, ClockState
from idic.domain.interact.cases.operations.rows import record
from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify

_STEP = 200
_TOLD = [
    "warned", "due_at", "state", "breached_at", "elapsed_minutes", "gross_minutes", "paused_minutes", "next_at",
]  # fmt: skip
#: From this share of the budget on the lead of the team hears of it, too, unless the standard says who does.
_TELLS_LEAD = 75


def tell_clocks(*, now: datetime | None = None) -> int:
    """Each share of a budget is told once: the row is locked, told of, and moved on in one transaction. Its case is locked
    with it: whoever works on one holds the case first, and is not waited for."""
    moment, told = now or timezone.now(), 0
    while True:
        with transaction.atomic():
            due = list(
                CaseClock.objects.select_for_update(of=("self", "case"), skip_locked=True, no_key=True)
                .select_related("case", "standard_version")
                .filter(next_at__lte=moment, stopped_at__isnull=True)
                .order_by("next_at")[:_STEP]
            )
            for clock in due:
                _tell(clock, moment)
        told += len(due)
        if len(due) < _STEP:
            return told


def _tell(clock: CaseClock, now: datetime) -> None:
    hours, budget = hours_of(clock.calendar_id), timedelta(minutes=clock.budget_minutes)
    version = clock.standard_version
    pauses = pauses_of(clock.case_id).counted(
        hours.clock, clock.counts_from, version.most_pause_minutes, for_others=version.pauses_for_others
    )
    reading = read(hours.clock, started_at=clock.counts_from, stopped_at=None, budget=budget, pauses=pauses, now=now)
    beyond = [one["share"] for one in version.escalation if one["share"] > 100]
    used = share_used(reading.elapsed_minutes, clock.budget_minutes, beyond)
    is_due = reading.due_at is not None and reading.due_at <= now
    before, share = clock.warned, max(clock.warned, used, 100 if is_due else 0)
    clock.warned, clock.due_at = share, reading.due_at
    clock.elapsed_minutes, clock.gross_minutes = reading.elapsed_minutes, reading.gross_minutes
    clock.paused_minutes = reading.paused_minutes
    runs_on = clock.state == ClockState.PAUSED and reading.state != ClockState.PAUSED
    clock.state = reading.state
    if share >= 100:
        clock.state, clock.breached_at = ClockState.BREACHED, reading.due_at
    clock.next_at = next_warning(
        hours.clock, started_at=clock.counts_from, budget=budget, pauses=pauses, warned=share,
        beyond=beyond, runs_on_at=reading.runs_on_at,
    )  # fmt: skip
    clock.save(update_fields=_TOLD)
    if runs_on and clock.case.is_open:
        _tell_runs_on(clock)
    if share <= before or not clock.case.is_open:
        return
    if before < 100:
        _tell_share(clock, min(share, 100))
    escalate(clock, before=before, share=share)


def _tell_runs_on(clock: CaseClock) -> None:
    """It stood still as long as it may, and the case waits as before."""
    case = clock.case
    if case.owner_id is not None and case.state in PAUSED_STATES:
        data = {"what": "case.pause_used_up", "title": case.title, "measure": clock.measure}
        notify([case.owner_id], NotificationKind.REMINDER, noun="case", subject_id=case.pk, data=data)


def _tell_share(clock: CaseClock, share: int) -> None:
    verb = "case.breached" if share >= 100 else "case.warned"
    event = record(
        verb, clock.case, by=None,
        after={"measure": clock.measure, "share": share, "due_at": clock.due_at,
               "standard_version_id": clock.standard_version_id},
    )  # fmt: skip
    _notify(clock, verb, share, event)


def _notify(clock: CaseClock, verb: str, share: int, event_id: int) -> None:
    """Whoever has the case; of an unclaimed one its team; the lead of the team once it becomes late."""
    case = clock.case
    people = [case.owner_id] if case.owner_id else []
    says_who = any(one["share"] == _TELLS_LEAD for one in clock.standard_version.escalation)
    if case.team_id and (not people or (share >= _TELLS_LEAD and not says_who)):
        team = User.objects.filter(team_id=case.team_id, is_active=True)
        people += (
            list(team.values_list("pk", flat=True)) if not case.owner_id else [one.pk for one in leads_of(case.team_id)]
        )
    data = {"what": verb, "title": case.title, "measure": clock.measure, "share": share}
    notify(people, NotificationKind.REMINDER, noun="case", subject_id=case.pk, data=data, event_id=event_id)
