from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.jobs.operations.jobs import start_job
from idic.foundation.jobs.progress import Progress
from idic.foundation.nouns.registry import noun_of
from idic.foundation.views import kinds
from idic.foundation.views.acts import BulkAct, Done
from idic.foundation.views.enums import BulkState, RowState
from idic.foundation.views.errors import ActUnknown, NothingSelected, NotUndoable
from idic.foundation.views.models import BulkChange, BulkChangeRow
from idic.foundation.views.offers import act_of
from idic.foundation.views.selections import Selection

# Each is a transaction of its own: a killed job goes on behind the last one.
CHUNK = 5000


@transaction.atomic
def start_bulk_change(selection: Selection, act_code: str, typed: Mapping[str, Any], *, by: User) -> BulkChange:
    """The records are chosen now, once: however often the job is started, it is about these.

    A handful may be changed by who may change one; the whole list takes the right to bulk changes.
    """
    act = act_of(selection.noun, act_code)
    if selection.is_all:
        require(by, "bulk.change")
    require(by, act.permission)
    values = act.check(typed, by)
    change = BulkChange.objects.create(noun=selection.noun, act=act.code, values=values, created_by=by)
    change.selected = _snapshot(change, selection, act, by)
    if not change.selected:
        raise NothingSelected
    change.job = start_job(kinds.CHANGE, {"change": change.pk}, by=by)
    change.save(update_fields=["selected", "job"])
    return change


@transaction.atomic
def start_undoing(change: BulkChange, *, by: User) -> BulkChange:
    """By who did it, or who may do bulk changes. What was changed since stays, and is counted."""
    locked = BulkChange.objects.select_for_update().get(pk=change.pk)
    if locked.created_by_id != by.pk:
        require(by, "bulk.change")
    act = act_of(locked.noun, locked.act)
    require(by, act.permission)
    if locked.state != BulkState.DONE:
        raise NotUndoable
    locked.state = BulkState.UNDOING
    locked.job = start_job(kinds.UNDO, {"change": locked.pk, "by": by.pk}, by=by)
    locked.save(update_fields=["state", "job"])
    return locked


def may_undo(change: BulkChange, user: User) -> bool:
    try:
        act = act_of(change.noun, change.act)
    except ActUnknown:
        return False
    mine = change.created_by_id == user.pk or may(user, "bulk.change")
    return change.state == BulkState.DONE and change.changed > change.undone and mine and may(user, act.permission)


def bulk_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    change = BulkChange.objects.select_related("created_by").get(pk=_number(arguments, "change"))
    act, by = act_of(change.noun, change.act), change.created_by
    done = change.rows.exclude(state=RowState.WAITING).count()
    if change.state == BulkState.RUNNING:
        while ids := _next(change, RowState.WAITING):
            progress.report("bulk", done, change.selected)
            _apply(change, act, ids, by)
            done += len(ids)
        _end(change, by)
    return {"change": change.pk, "changed": change.changed, "selected": change.selected}


def undo_job(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
    change = BulkChange.objects.get(pk=_number(arguments, "change"))
    by = User.objects.get(pk=_number(arguments, "by"))
    act = act_of(change.noun, change.act)
    done = change.rows.filter(state__in=[RowState.UNDONE, RowState.KEPT]).count()
    if change.state == BulkState.UNDOING:
        while ids := _next(change, RowState.CHANGED):
            progress.report("bulk_undo", done, change.changed)
            _restore(change, act, ids, by)
            done += len(ids)
        _end_undoing(change, by)
    return {"change": change.pk, "undone": change.undone, "kept": change.kept}


def _number(arguments: Mapping[str, object], name: str) -> int:
    return int(str(arguments[name]))


def _snapshot(change: BulkChange, selection: Selection, act: BulkAct, by: User) -> int:
    inner, values = selection.rows(by, act.permission).order_by().values_list("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO views_bulkchangerow (change_id, record_id, state, before, after)"  # noqa: S608 -- Django's own SQL
            f" SELECT %s, chosen.pk, 'waiting', '{{}}', '{{}}' FROM ({inner}) AS chosen(pk)",
            [change.pk, *values],
        )
        return int(cursor.rowcount)


def _next(change: BulkChange, state: str) -> list[int]:
    rows = BulkChangeRow.objects.filter(change=change, state=state).order_by("record_id")
    return list(rows.values_list("record_id", flat=True)[:CHUNK])


@transaction.atomic
def _apply(change: BulkChange, act: BulkAct, ids: Sequence[int], by: User) -> None:
    """The right is asked again: what left this person's reach since it was chosen is left as it is."""
    noun, at = noun_of(change.noun), timezone.now()
    reached = set(noun.visible(by, act.permission).filter(pk__in=ids).values_list("pk", flat=True))
    done = {one.record_id: one for one in act.apply([pk for pk in ids if pk in reached], change.values, by, at)}
    _write(change, [(pk, RowState.CHANGED, done[pk]) if pk in done else (pk, RowState.LEFT, None) for pk in ids])


@transaction.atomic
def _restore(change: BulkChange, act: BulkAct, ids: Sequence[int], by: User) -> None:
    rows = list(BulkChangeRow.objects.filter(change=change, record_id__in=ids).order_by("record_id"))
    done = [Done(row.record_id, row.before, row.after) for row in rows]
    restored = act.restore(done, change.values, by, timezone.now())
    _write(change, [(pk, RowState.UNDONE if pk in restored else RowState.KEPT, None) for pk in ids])


def _write(change: BulkChange, rows: Sequence[tuple[int, str, Done | None]]) -> None:
    """`None` leaves what is written of before and after."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE views_bulkchangerow r SET state = n.state, before = coalesce(n.before::jsonb, r.before),
                      after = coalesce(n.after::jsonb, r.after)
               FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS n(record_id, state, before, after)
               WHERE r.change_id = %s AND r.record_id = n.record_id""",
            [
                [pk for pk, _state, _done in rows],
                [str(state) for _pk, state, _done in rows],
                [_json(done.before) if done else None for _pk, _state, done in rows],
                [_json(done.after) if done else None for _pk, _state, done in rows],
                change.pk,
            ],
        )


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)


@transaction.atomic
def _end(change: BulkChange, by: User) -> None:
    """Once: a job that is started again behind its end finds the state and adds no second event."""
    locked = BulkChange.objects.select_for_update().get(pk=change.pk)
    if locked.state == BulkState.RUNNING:
        change.changed = change.rows.filter(state=RowState.CHANGED).count()
        change.state, change.finished_at = BulkState.DONE, timezone.now()
        change.save(update_fields=["changed", "state", "finished_at"])
        _told("bulk.changed", change, by, change.finished_at)


@transaction.atomic
def _end_undoing(change: BulkChange, by: User) -> None:
    locked = BulkChange.objects.select_for_update().get(pk=change.pk)
    if locked.state == BulkState.UNDOING:
        change.undone = change.rows.filter(state=RowState.UNDONE).count()
        change.kept = change.rows.filter(state=RowState.KEPT).count()
        change.state, change.undone_at = BulkState.UNDONE, timezone.now()
        change.save(update_fields=["undone", "kept", "state", "undone_at"])
        _told("bulk.undone", change, by, change.undone_at)


def _told(verb: str, change: BulkChange, by: User, at: datetime) -> None:
    after = {
        "noun": change.noun, "act": change.act, "values": change.values, "selected": change.selected,
        "changed": change.changed, "undone": change.undone, "kept": change.kept,
    }  # fmt: skip
    append_event(NewEvent(verb, "bulk_change", change.pk, after=after), by=by, at=at)


@transaction.atomic
def stop_at_what_is_done(change: BulkChange, *, by: User) -> BulkChange:
    """A cancelled job has changed its first records: what it changed can then be undone."""
    locked = BulkChange.objects.select_for_update(of=("self",)).select_related("job").get(pk=change.pk)
    if locked.created_by_id != by.pk:
        require(by, "bulk.change")
    if locked.job is not None and not locked.job.has_ended:
        raise NotUndoable
    if locked.state == BulkState.RUNNING:
        locked.rows.filter(state=RowState.WAITING).update(state=RowState.LEFT)
        _end(locked, by)
        locked.refresh_from_db()
    elif locked.state == BulkState.UNDOING:
        locked.state = BulkState.DONE
        locked.save(update_fields=["state"])
    return locked
