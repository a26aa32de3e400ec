from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from idic.domain.work.drafts import TaskValues
from idic.domain.work.enums import CLOSED_STATES, OPEN_STATES, Priority, Span, TaskKind, TaskState
from idic.domain.work.models import Task
from idic.domain.work.operations.invitations import call_off, invite
from idic.domain.work.operations.rows import (
    checked_customer,
    checked_guests,
    checked_owner,
    checked_reminders,
    checked_title,
    guest_of,
    locked,
    put_guests,
    record,
    recorded,
    set_reminder,
)
from idic.domain.work.operations.telling import tell_owner, tell_participants
from idic.domain.work.recurrence import read_rule
from idic.domain.work.series import anchor_of, detach, move_exceptions, split
from idic.domain.work.times import (
    Times,
    checked,
    day_of,
    distance,
    midnight,
    put_times,
    require_near,
    shift_moment,
    shifted,
    times_of,
)
from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import changes_between
from idic.foundation.texts import trimmed

# what participants outside must hear of
_TOLD = frozenset({"title", "text", "starts_at", "ends_at", "due_on", "due_at", "is_all_day", "place", "rule", "state"})


@transaction.atomic
def change_task(
    task: Task, values: TaskValues, *, version: int, by: User, span: str = Span.ALL,
    occurrence_at: datetime | None = None, verb: str = "task.changed",
) -> Task:  # fmt: skip
    """Returns the row that changed: of a series, a new one where only a part of it was meant.

    `occurrence_at` is the occurrence that the reader had open; times given for it are meant for it.
    """
    head = locked(task, by=by, version=version)
    row = _meant(head, span, occurrence_at)
    before, guests_before = recorded(row), {guest_of(one) for one in row.participants.all()}
    _put(row, values, by=by, opened=occurrence_at)
    gone = put_guests(row, checked_guests(values["guests"], by=by, known=_known(row))) if "guests" in values else []
    old, new = changes_between(before, recorded(row))
    guests_after = {guest_of(one) for one in row.participants.all()} if "guests" in values else guests_before
    if guests_after != guests_before:
        old["participants"], new["participants"] = len(guests_before), len(guests_after)
    if not new:
        return row
    row.version += 1
    if _TOLD & set(new) or guests_after != guests_before:
        row.sequence += 1
    set_reminder(row)
    row.save()
    if set(new) <= {"owner_id", "team_id"} and verb == "task.changed":
        verb = "task.assigned"
    record(verb, row, by=by, before=old, after=new)
    if "owner_id" in new:
        tell_owner(row, "task.assigned", by=by)
    tell_participants(row, "task.changed" if _TOLD & set(new) else "", by=by, known=guests_before)
    call_off(row, [one.email for one in gone])
    if _TOLD & set(new) or guests_after != guests_before:
        invite(row)
    return row


@transaction.atomic
def move_task(
    task: Task, *, starts_at: datetime, ends_at: datetime | None = None, is_all_day: bool | None = None, version: int,
    by: User, span: str = Span.THIS, occurrence_at: datetime | None = None,
) -> Task:  # fmt: skip
    """Dragged in the calendar. Without an end it keeps its length; a task that is only due gets another day or hour."""
    times = times_of(task)
    require_near(starts_at)
    if times.starts_at is None:
        at_midnight = starts_at == midnight(day_of(starts_at))
        wanted = Times(due_on=day_of(starts_at), due_at=None if is_all_day or at_midnight else starts_at)
    else:
        length = distance(times.starts_at, times.ends_at) if times.ends_at else None
        whole = times.is_all_day if is_all_day is None else is_all_day
        if whole != times.is_all_day:
            length = None
        ends = ends_at or (shift_moment(starts_at, length) if length is not None else None)
        wanted = Times(starts_at=starts_at, ends_at=ends, is_all_day=whole)
    return change_task(
        task, {"times": wanted}, version=version, by=by, span=span, occurrence_at=occurrence_at, verb="task.moved"
    )


@transaction.atomic
def assign_task(task: Task, *, owner: User, version: int, by: User) -> Task:
    return change_task(task, {"owner": owner, "team": owner.team}, version=version, by=by)


def _meant(head: Task, span: str, occurrence_at: datetime | None) -> Task:
    moment = occurrence_at or anchor_of(head)
    if not head.rule or moment is None:
        return head
    match Span(span):
        case Span.THIS:
            return detach(head, moment)
        case Span.FOLLOWING:
            return split(head, moment)
    return head


def _known(row: Task) -> list[int]:
    return [one.customer_id for one in row.participants.all() if one.customer_id is not None]


def _put(row: Task, values: TaskValues, *, by: User, opened: datetime | None) -> None:
    if "title" in values:
        row.title = checked_title(values["title"])
    if "text" in values:
        row.text = trimmed(values["text"])
    if "place" in values:
        row.place = trimmed(values["place"], 300)
    if "priority" in values:
        row.priority = Priority(values["priority"])
    if "owner" in values:
        row.owner = checked_owner(values["owner"], by=by, before=row.owner_id)
    if "team" in values:
        row.team = values["team"]
    if "customer" in values and (values["customer"].pk if values["customer"] else None) != row.customer_id:
        row.customer = checked_customer(values["customer"], by=by)
    if "reminders" in values:
        row.reminders = checked_reminders(values["reminders"])
    if "attributes" in values:
        known = {**row.attributes, **values["attributes"]}
        row.attributes = {key: value for key, value in known.items() if value is not None}
    if "state" in values:
        _put_state(row, TaskState(values["state"]), by=by)
    kind = TaskKind(values.get("kind", row.kind))
    if "times" in values or kind != row.kind:
        _put_times(row, kind, values.get("times", _converted(kind, times_of(row))), opened)
    if "rule" in values and row.occurrence_at is None:
        row.rule = str(read_rule(values["rule"])) if values["rule"] and anchor_of(row) else ""


def _put_times(row: Task, kind: TaskKind, wanted: Times, opened: datetime | None) -> None:
    times, anchor = checked(kind, wanted), anchor_of(row)
    if row.rule and anchor is not None and opened is not None and opened != anchor and times.anchor is not None:
        # The whole series is meant, but a later occurrence was open: what it moved by, the series moves by.
        times = shifted(times, by=distance(opened, anchor))
    if row.rule and anchor is not None and times.anchor is not None:
        move_exceptions(row, earlier=anchor, later=times.anchor)
    row.kind = kind
    put_times(row, times)
    if times.anchor is None:
        row.rule = ""


def _put_state(row: Task, state: TaskState, *, by: User) -> None:
    """From a board or a list; closing and opening leave the same marks as their own operations."""
    if state in CLOSED_STATES and row.state in OPEN_STATES:
        row.done_at, row.done_by = timezone.now(), by
    elif state in OPEN_STATES:
        row.done_at, row.done_by = None, None
    row.state = state


def _converted(kind: TaskKind, times: Times) -> Times:
    """A task that becomes a meeting begins when it was due, and the other way round."""
    if kind == TaskKind.TASK:
        return Times(due_on=times.due_on, due_at=None if times.is_all_day else times.starts_at)
    if times.starts_at is not None:
        return times
    return Times(starts_at=times.anchor, is_all_day=times.due_at is None and times.due_on is not None)
