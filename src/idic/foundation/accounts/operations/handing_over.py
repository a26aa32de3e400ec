from __future__ import annotations

from django.db import transaction
from django.db.models import F

from idic.foundation.accounts.errors import CannotTakeOver
from idic.foundation.accounts.handover import WorkKind, work_kinds
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.events.undoing import undoes

# An event is no place for a hundred thousand numbers: a larger hand-over is not taken back by a click.
MOST_UNDONE = 5000


@transaction.atomic
def hand_over(user: User, *, to: User, by: User) -> dict[str, int]:
    """All open work of `user` becomes that of `to`, by one statement for each kind; how much, by kind."""
    require(by, "user.manage")
    moved: dict[str, int] = {}
    for kind in work_kinds():
        ids = list(kind.open_work(user).order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
        if not ids:
            continue
        if to.pk == user.pk or not to.is_active or not may(to, kind.permission):
            raise CannotTakeOver(to.display_name, str(kind.label))
        _move(kind, ids, to)
        moved[kind.code] = len(ids)
        append_event(
            NewEvent(
                "work.handed_over", "user", user.pk,
                before={"owner_id": user.pk},
                after={
                    "owner_id": to.pk, "work": kind.code, "count": len(ids),
                    "ids": ids if len(ids) <= MOST_UNDONE else [],
                },
            ),
            by=by,
        )  # fmt: skip
    return moved


@undoes("work.handed_over")
def take_back(event: Event, by: User) -> None:
    """What the successor still has goes back; what went on to a third person meanwhile stays there."""
    require(by, "user.manage")
    kind = next(kind for kind in work_kinds() if kind.code == event.after["work"])
    former, successor = User.objects.get(pk=event.subject_id), User.objects.get(pk=event.after["owner_id"])
    ids = list(
        kind.open_work(successor).filter(pk__in=event.after["ids"]).order_by("pk").select_for_update(of=("self",))
        .values_list("pk", flat=True)
    )  # fmt: skip
    _move(kind, ids, former)


def _move(kind: WorkKind, ids: list[int], to: User) -> None:
    changes: dict[str, object] = {f"{kind.owner}_id": to.pk}
    if kind.has_version:
        changes["version"] = F("version") + 1
    kind.open_work(to).model._default_manager.filter(pk__in=ids).update(**changes)
