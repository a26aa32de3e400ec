"""One or more fields of a task changed where they are shown: texts as typed become values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from idic.domain.work.drafts import TaskValues
from idic.domain.work.enums import Priority, TaskKind, TaskState
from idic.domain.work.errors import TaskOutdated, WorkError
from idic.domain.work.models import Task
from idic.domain.work.operations.change import change_task
from idic.domain.work.recurrence import zone
from idic.domain.work.times import Times, moved, times_of
from idic.foundation.accounts.models import Team, User
from idic.foundation.attributes.queries.values import clean_values
from idic.foundation.attributes.reading import Typed
from idic.foundation.nouns.errors import FieldLocked, RecordOutdated, ValueRefused


@transaction.atomic
def change_from_texts(task: Task, values: Mapping[str, Typed], *, version: int | None = None, by: User) -> Task:
    """Custom attributes come under their keys, as every other field under its name."""
    wanted = TaskValues()
    attributes = clean_values("task", values, record_id=task.pk)
    if attributes:
        wanted["attributes"] = dict(attributes)
    for name, value in values.items():
        if name not in attributes:
            _put(wanted, name, value, task)
    try:
        return change_task(task, wanted, version=task.version if version is None else version, by=by)
    except TaskOutdated as error:
        raise RecordOutdated from error
    except WorkError as error:
        raise ValueRefused(next(iter(values), ""), str(error)) from error


def _put(wanted: TaskValues, name: str, value: Typed, task: Task) -> None:
    text = value if isinstance(value, str) else ""
    match name:
        case "title":
            wanted["title"] = text
        case "text":
            wanted["text"] = text
        case "place":
            wanted["place"] = text
        case "kind" if text in TaskKind.values:
            wanted["kind"] = text
        case "state" if text in TaskState.values:
            wanted["state"] = text
        case "priority" if text in Priority.values:
            wanted["priority"] = text
        case "due":
            wanted["times"] = _due(text, task)
        case "owner":
            wanted["owner"] = _owner(text)
        case "team":
            wanted["team"] = _team(text)
        case "kind" | "state" | "priority":
            raise ValueRefused(name, _("Choose one of the values on offer."))
        case _:
            raise FieldLocked(name)


def _due(text: str, task: Task) -> Times:
    times = times_of(task)
    if not text:
        return Times() if not task.is_timed else times
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        raise ValueRefused("due", _("This is not a day. Write it as 2026-11-30.")) from None
    anchor = times.starts_at or times.due_at
    if anchor is None:
        return replace(times, due_on=day)
    clock = anchor.astimezone(zone()).time()
    return moved(times, datetime.combine(day, clock, tzinfo=zone()))


def _owner(text: str) -> User:
    found = User.objects.filter(pk=int(text), is_active=True).first() if text.isdecimal() and len(text) < 19 else None
    if found is None:
        raise ValueRefused("owner", _("Choose somebody who can sign in."))
    return found


def _team(text: str) -> Team | None:
    if not text:
        return None
    found = Team.objects.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 19 else None
    if found is None:
        raise ValueRefused("team", _("There is no such team."))
    return found
