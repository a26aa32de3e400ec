"""Who is told what about a task; for somebody who is away, the deputy too."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils import timezone

from idic.domain.work.drafts import Guest
from idic.domain.work.models import Task
from idic.domain.work.operations.rows import guest_of
from idic.domain.work.queries.people import deputies_of
from idic.foundation.accounts.models import User
from idic.foundation.desk.enums import NotificationKind
from idic.foundation.desk.operations.notifications import notify


def tell_owner(task: Task, what: str, *, by: User) -> None:
    _tell(task, [task.owner_id], NotificationKind.ASSIGNMENT, what, by=by)


def tell_participants(task: Task, what: str, *, by: User, known: Collection[Guest] = ()) -> None:
    """Those who are new are asked to take part; the others hear of `what`, where it says anything."""
    known_ids = {guest.user_id for guest in known}
    present = {guest_of(one).user_id for one in task.participants.filter(user__isnull=False)}
    new = [pk for pk in present - known_ids if pk is not None]
    _tell(task, new, NotificationKind.ASSIGNMENT, "task.invited", by=by)
    if what and known_ids:
        old = [pk for pk in (present & known_ids) | {task.owner_id} if pk is not None]
        _tell(task, old, NotificationKind.CHANGE, what, by=by)


def remind(task: Task) -> None:
    users = task.participants.filter(user__isnull=False).values_list("user_id", flat=True)
    _tell(
        task, [task.owner_id, *(pk for pk in users if pk is not None)], NotificationKind.REMINDER, "task.due", by=None
    )


def _tell(task: Task, users: Iterable[int], kind: NotificationKind, what: str, *, by: User | None) -> None:
    asked = set(users)
    if not asked:
        return
    told = asked | {one.pk for one in deputies_of(asked, on=timezone.localdate()).values()}
    moment = task.starts_at or task.due_at or task.due_on
    data = {"what": what, "title": task.title, "when": moment.isoformat() if moment else ""}
    notify(told, kind, noun="task", subject_id=task.pk, data=data, by=by)
