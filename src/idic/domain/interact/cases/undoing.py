"""How what was done to a case is taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from idic.domain.interact.cases.enums import PAUSED_STATES, CaseState, PauseReason
from idic.domain.interact.cases.models import Case, CasePause
from idic.domain.interact.cases.operations.pausing import end_pause
from idic.domain.interact.cases.operations.rows import record, recorded, save, set_search, told
from idic.domain.interact.cases.operations.whose import take_rest_back
from idic.domain.interact.cases.rules import reach
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, undoes

_MOMENTS = frozenset({"snoozed_until", "resolved_at", "received_at", "last_message_at", "closed_at"})


@undoes("case.opened")
def undo_opening(event: Event, by: User) -> None:
    """By whoever opened it, before anything was done to it: that takes no right to delete what others have."""
    case = _unchanged(event, by)
    case.deleted_at = event.at
    save(case)
    record("case.deleted", case, by=by)


@undoes("case.changed", "case.assigned")
def undo_change(event: Event, by: User) -> None:
    take_rest_back(event, by=by)
    case = _unchanged(event, by)
    now = recorded(case)
    for name in event.after:
        setattr(case, name, value_of(name, event.before.get(name)))
    if {"title", "text", "customer_id"} & set(event.after):
        set_search(case)
    save(case, by=by, measured_anew="customer_id" in event.after)
    after = recorded(case)
    record(
        event.verb, case, by=by, before={name: now[name] for name in event.after},
        after={name: after[name] for name in event.after},
    )  # fmt: skip


@undoes("case.snoozed", "case.woken")
def undo_snooze(event: Event, by: User) -> None:
    case = _unchanged(event, by)
    before = told(case, "snoozed_until")
    case.snoozed_until = value_of("snoozed_until", event.before.get("snoozed_until"))
    save(case)
    record(
        "case.snoozed" if case.snoozed_until else "case.woken", case, by=by, before=before,
        after=told(case, "snoozed_until"),
    )  # fmt: skip


@undoes("case.paused")
def undo_pause(event: Event, by: User) -> None:
    """The pause never was: its row goes, and the clocks count the time again."""
    case = _unchanged(event, by)
    CasePause.objects.filter(case=case, ended_at__isnull=True).delete()
    _wait_again(case, event)
    before, case.state = case.state, event.before["state"]
    save(case)
    record("case.resumed", case, by=by, before={"state": before}, after={"state": case.state})


@undoes("case.resumed")
def undo_resumption(event: Event, by: User) -> None:
    case = _unchanged(event, by)
    _wait_again(case, event)
    before, case.state = case.state, event.before["state"]
    save(case)
    record("case.paused", case, by=by, before={"state": before}, after={"state": case.state})


@undoes("case.resolved")
def undo_resolution(event: Event, by: User) -> None:
    case = _unchanged(event, by)
    _wait_again(case, event)
    put_back(case, event.before)
    save(case)
    record("case.reopened", case, by=by, before={"state": CaseState.RESOLVED}, after={"state": case.state})


@undoes("case.deleted")
def undo_deletion(event: Event, by: User) -> None:
    case = _unchanged(event, by, permission="case.delete", is_deleted=True)
    case.deleted_at = None
    save(case)
    record("case.restored", case, by=by)


@undoes("case.linked", "case.unlinked")
def undo_link(event: Event, by: User) -> None:
    case = _unchanged(event, by)
    before, case.parent_id = case.parent_id, event.before.get("parent_id")
    save(case)
    record(
        "case.linked" if case.parent_id else "case.unlinked", case, by=by, before={"parent_id": before},
        after={"parent_id": case.parent_id},
    )  # fmt: skip


def _unchanged(event: Event, by: User, *, permission: str = "case.change", is_deleted: bool = False) -> Case:
    found = Case.objects.select_for_update(of=("self",), no_key=True)
    found = found.filter(reach(by, permission, is_deleted=is_deleted), pk=event.subject_id)
    case = found.first()
    if case is None:
        raise NotVisible
    if case.version != event.before.get("version", 0) + 1:
        raise ChangedSince
    return case


def put_back(case: Case, told_before: dict[str, Any]) -> None:
    names = ("state", "outcome", "outcome_note", "waits_for_us", "snoozed_until", "resolved_at", "owner_id", "team_id")
    for name in names:
        if name in told_before:
            setattr(case, name, value_of(name, told_before[name]))


def _wait_again(case: Case, event: Event) -> None:
    """The pause that the act had ended runs on."""
    if event.before.get("state") in PAUSED_STATES:
        end_pause(case, at=event.at, by=None)
        last = (
            CasePause.objects.filter(case=case).exclude(reason=PauseReason.ENDED).order_by("-started_at", "-pk").first()
        )
        if last is not None:
            last.ended_at = last.ended_by = None
            last.save(update_fields=["ended_at", "ended_by"])


def value_of(name: str, value: Any) -> Any:
    if name in _MOMENTS and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value
