"""How what was done to a task is taken back."""

from __future__ import annotations

from datetime import date, datetime

from idic.domain.work.enums import OPEN_STATES, Span
from idic.domain.work.models import Task
from idic.domain.work.models.task import NEVER
from idic.domain.work.operations.invitations import call_off, invite, outside
from idic.domain.work.operations.rows import record, recorded, set_reminder
from idic.domain.work.rules import reach
from idic.domain.work.series import anchor_of, move_exceptions, roll_back
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, undoes

_MOMENTS = frozenset({"due_at", "starts_at", "ends_at"})


@undoes("task.created")
def undo_creation(event: Event, by: User) -> None:
    task = _unchanged(event, by, permission="task.delete")
    task.deleted_at, task.remind_at = event.at, None
    _save(task)
    record("task.deleted", task, by=by, after={"span": Span.ALL})
    call_off(task, outside(task))


@undoes("task.changed", "task.moved", "task.assigned")
def undo_change(event: Event, by: User) -> None:
    """Participants stay as they are: their letters are sent."""
    task = _unchanged(event, by)
    now, anchor = recorded(task), anchor_of(task)
    restored = [name for name in event.after if name != "participants"]
    for name in restored:
        setattr(task, name, _value(name, event.before.get(name)))
    task.sorted_at = anchor_of(task) or NEVER
    if task.rule and anchor is not None and (back := anchor_of(task)) is not None:
        move_exceptions(task, earlier=anchor, later=back)
    task.sequence += 1
    set_reminder(task)
    _save(task)
    after = recorded(task)
    record(
        event.verb, task, by=by, before={name: now[name] for name in restored},
        after={name: after[name] for name in restored},
    )  # fmt: skip
    invite(task)


@undoes("task.completed", "task.cancelled")
def undo_closing(event: Event, by: User) -> None:
    task = _unchanged(event, by)
    was_cancelled = event.verb == "task.cancelled"
    following = event.after.get("next_id")
    if following is not None:
        head = Task.objects.select_for_update().filter(pk=following, uid=task.uid).first()
        if head is None or head.version != 1 or not head.rule:
            raise ChangedSince
        roll_back(task, head)
    task.state, task.outcome, task.done_at, task.done_by = event.before["state"], "", None, None
    set_reminder(task)
    _save(task)
    record("task.reopened", task, by=by, after={"state": task.state})
    if was_cancelled:
        invite(task)


@undoes("task.reopened")
def undo_reopening(event: Event, by: User) -> None:
    task = _unchanged(event, by)
    task.state, task.outcome = event.before["state"], event.before.get("outcome_text", "")
    task.done_at, task.done_by, task.remind_at = event.at, by, None
    _save(task)
    record("task.changed", task, by=by, before={"state": OPEN_STATES[0]}, after={"state": task.state})


@undoes("task.deleted")
def undo_deletion(event: Event, by: User) -> None:
    task = _unchanged(event, by, permission="task.delete")
    if "skipped" in event.after:
        back = datetime.fromisoformat(event.after["skipped"])
        task.skipped = [one for one in task.skipped if one != back]
    elif "rule" in event.before:
        task.rule = event.before["rule"]
    else:
        task.deleted_at = None
    set_reminder(task)
    _save(task)
    record("task.restored", task, by=by)
    invite(task)


def _unchanged(event: Event, by: User, *, permission: str = "task.change") -> Task:
    task = Task.objects.select_for_update(of=("self",)).filter(reach(by, permission), pk=event.subject_id).first()
    if task is None:
        raise NotVisible
    if task.version != event.before.get("version", 0) + 1:
        raise ChangedSince
    return task


def _save(task: Task) -> None:
    task.version += 1
    task.save()


def _value(name: str, value: object) -> object:
    if name in _MOMENTS and isinstance(value, str):
        return datetime.fromisoformat(value)
    if name == "due_on" and isinstance(value, str):
        return date.fromisoformat(value)
    return value
