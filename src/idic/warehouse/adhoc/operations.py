from __future__ import annotations

import threading
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.texts import one_line
from idic.warehouse.adhoc.errors import AdhocError, NameMissing, NothingToAsk, QueryOutdated, problem_of
from idic.warehouse.adhoc.held import hold
from idic.warehouse.adhoc.process import LONGEST_TEXT, answer
from idic.warehouse.adhoc.queries import access_query
from idic.warehouse.adhoc.spec import Answer, Limits
from idic.warehouse.errors import WarehouseError
from idic.warehouse.models import RunState, SqlQuery, SqlRun
from idic.warehouse.rights import cut_for
from idic.warehouse.snapshots import current_snapshot

_STATES = {"refused": RunState.REFUSED, "failed": RunState.FAILED}


def places() -> Path:
    return Path(settings.CONFIGURATION.warehouse_folder) / "answers"


@transaction.atomic
def begin_run(text: str, *, by: User, query: SqlQuery | None = None) -> SqlRun:
    require(by, "sql.ask")
    # What the database cannot hold is no question either; the process says so in its words.
    kept = text.replace("\0", "")[: LONGEST_TEXT + 1]
    run = SqlRun.objects.create(asked_by=by, asked_at=timezone.now(), text=kept, query=query)
    append_event(NewEvent("sql.asked", "sql_run", run.pk, after={"text": kept}), by=by)
    return run


def answer_run(run: SqlRun, *, by: User, limits: Limits | None = None) -> SqlRun:
    """Outside any transaction: it may take as long as a question may."""
    try:
        snapshot = current_snapshot(settings.CONFIGURATION.warehouse_folder)
    except WarehouseError:
        return _end(run, NothingToAsk(), by=by)
    run.snapshot = snapshot.name
    cut = cut_for(by)
    try:
        found = answer(run.text, cut=cut, snapshot=snapshot, places=places(), limits=limits)
    except AdhocError as error:
        return _end(run, error, by=by)
    hold(places(), run.pk, found, cut=cut)
    return _end(run, found, by=by)


@transaction.atomic
def _end(run: SqlRun, told: Answer | AdhocError, *, by: User) -> SqlRun:
    if isinstance(told, Answer):
        run.state, run.rows, run.cut = RunState.DONE, len(told.rows), told.cut
        run.seconds, run.marts, run.problem = told.seconds, told.marts, {}
    else:
        run.state, run.problem = _STATES.get(told.code, RunState.STOPPED), problem_of(told)
        run.seconds = round((timezone.now() - run.asked_at).total_seconds(), 2)
    run.save(update_fields=["state", "rows", "cut", "seconds", "marts", "problem", "snapshot"])
    after = {
        "state": run.state, "rows": run.rows, "cut": run.cut, "seconds": run.seconds, "marts": run.marts,
        "snapshot": run.snapshot, "problem": run.problem.get("code", ""),
    }  # fmt: skip
    append_event(NewEvent("sql.answered", "sql_run", run.pk, after=after), by=by)
    return run


def answer_in_background(run: SqlRun, *, by: User, wait: float) -> SqlRun:
    """A question may take ten seconds, and a page must not: it waits a moment, and then looks in again."""

    def work() -> None:
        try:
            answer_run(run, by=by)
        finally:
            connection.close()

    thread = threading.Thread(target=work, name=f"sql-{run.pk}", daemon=True)
    thread.start()
    thread.join(wait)
    run.refresh_from_db()
    return run


@transaction.atomic
def save_query(
    *, name: str, text: str, is_shared: bool, by: User, query: SqlQuery | None = None, version: int = 0
) -> SqlQuery:
    """Makes one, or changes one's own. Raises NameMissing, QueryOutdated."""
    require(by, "sql.ask")
    if is_shared:
        require(by, "question.share")
    if not name.strip() or not text.strip():
        raise NameMissing
    if query is None:
        made = SqlQuery.objects.create(
            name=one_line(name, 120), text=text[:LONGEST_TEXT], owner=by, is_shared=is_shared
        )
        append_event(NewEvent("sql_query.created", "sql_query", made.pk, after=_recorded(made)), by=by)
        return made
    query = SqlQuery.objects.select_for_update().get(pk=access_query(by, query.pk, to_change=True).pk)
    if query.version != version:
        raise QueryOutdated
    before = _recorded(query)
    query.name, query.text, query.is_shared = one_line(name, 120), text[:LONGEST_TEXT], is_shared
    query.version += 1
    query.save()
    old, new = changes_between(before, _recorded(query))
    append_event(NewEvent("sql_query.changed", "sql_query", query.pk, before=old, after=new), by=by)
    return query


@transaction.atomic
def archive_query(query: SqlQuery, *, by: User) -> None:
    query = SqlQuery.objects.select_for_update().get(pk=access_query(by, query.pk, to_change=True).pk)
    query.archived_at = timezone.now()
    query.save(update_fields=["archived_at"])
    append_event(NewEvent("sql_query.archived", "sql_query", query.pk, after={"name": query.name}), by=by)


def _recorded(query: SqlQuery) -> dict[str, object]:
    return {"name": query.name, "text": query.text, "is_shared": query.is_shared}
