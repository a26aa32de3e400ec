"""How what was done to a case is taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from idic.domain.interact.cases.enums import PAUSED_STATES, CaseState, PauseReason
from idic.domain.interact.cases.models import Case, CasePause, Message
from idic.domain.interact.cases.operations.pausing import end_pause
from idic.domain.interact.cases.operations.rows import record, recorded, save, set_search, told
from idic.domain.interact.cases.rules import reach
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, undoes

_MOMENTS = frozenset({"snoozed_until", "resolved_at", "received_at", "last_message_at", "closed_at"})


@undoes("case.opened")
def undo_opening(event: Event, by: User) -> None:
    case = _unchanged(event, by, permission="case.delete")
    case.deleted_at = event.at
    save(case)
    record("case.deleted", case, by=by)


@undoes("case.changed", "case.assigned")
def undo_change(event: Event, by: User) -> None:
    case = _unchanged(event, by)
    now = recorded(case)
    for name in event.after:
        setattr(case, name, value_of(name, event.before.get(name)))
    if {"title", "text"} & set(event.after):
        set_search(case)
    save(case)
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
    _put_back(case, event.before)
    save(case)
    record("case.reopened", case, by=by, before={"state": CaseState.RESOLVED}, after={"state": case.state})


@undoes("case.deleted")
def undo_deletion(event: Event, by: User) -> None:
    case = _unchanged(event, by, permission="case.delete", is_deleted=True)
    case.deleted_at = None
    save(case)
    record("case.restored", case, by=by)


@undoes("case.merged")
def undo_merge(event: Event, by: User) -> None:
    """The messages go back, and so does what the surviving case had taken over. What was said since stays with it.

    Of a merge two events tell, one on each case; whichever is taken back, both cases are as before."""
    stays_id, gone_id = event.after.get("merged_into_id"), event.after.get("from_id")
    gone = _reached(event.subject_id if stays_id else gone_id, by)
    stays = _reached(stays_id or event.subject_id, by)
    if gone.state != CaseState.MERGED or gone.merged_into_id != stays.pk:
        raise ChangedSince
    Message.objects.filter(pk__in=event.after["messages"], case=stays).update(case=gone)
    gone.merged_into = None
    _put_back(gone, _told_of(gone, event))
    set_search(gone)
    save(gone)
    own = _told_of(stays, event)
    if stays.received_at == gone.received_at and "received_at" in own:
        stays.received_at = datetime.fromisoformat(own["received_at"])
    if stays.customer_id == gone.customer_id and "customer_id" in own:
        stays.customer_id = own["customer_id"]
    last = Message.objects.filter(case=stays).order_by("-at", "-pk").first()
    stays.last_message_at = max(last.at, stays.received_at) if last else stays.received_at
    set_search(stays)
    save(stays)
    record("case.unmerged", gone, by=by, after={"state": gone.state, "from_id": stays.pk})
    record("case.unmerged", stays, by=by, after={"from_id": gone.pk})


@undoes("case.linked", "case.unlinked")
def undo_link(event: Event, by: User) -> None:
    case = _unchanged(event, by)
    before, case.parent_id = case.parent_id, event.before.get("parent_id")
    save(case)
    record(
        "case.linked" if case.parent_id else "case.unlinked", case, by=by, before={"parent_id": before},
        after={"parent_id": case.parent_id},
    )  # fmt: skip


def _reached(pk: int | None, by: User, permission: str = "case.change") -> Case:
    found = Case.objects.select_for_update(of=("self",)).filter(reach(by, permission))
    case = found.filter(pk=pk).first() if pk is not None else None
    if case is None:
        raise NotVisible
    return case


def _unchanged(event: Event, by: User, *, permission: str = "case.change", is_deleted: bool = False) -> Case:
    found = Case.objects.select_for_update(of=("self",))
    found = found.filter(reach(by, permission, is_deleted=is_deleted), pk=event.subject_id)
    case = found.first()
    if case is None:
        raise NotVisible
    if case.version != event.before.get("version", 0) + 1:
        raise ChangedSince
    return case


def _put_back(case: Case, told_before: dict[str, Any]) -> None:
    for name in ("state", "outcome", "outcome_note", "waits_for_us", "snoozed_until", "resolved_at"):
        if name in told_before:
            setattr(case, name, value_of(name, told_before[name]))


def _told_of(case: Case, event: Event) -> dict[str, Any]:
    """What the event of this merge on this case had noted."""
    found = (
        Event.objects.filter(
            subject_kind="case",
            subject_id=case.pk,
            verb="case.merged",
            actor_id=event.actor_id,
            after__messages=event.after["messages"],
        )
        .order_by("-id")
        .first()
    )
    return found.before if found is not None else {}


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
