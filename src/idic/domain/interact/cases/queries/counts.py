"""How many cases stand in each tab of the inbox, up to a bound: one statement, composed once for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from psycopg.sql import quote

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.rules import sees_all, visible_by_way, visible_cases
from idic.foundation.accounts.models import User
from idic.foundation.paging.keyset import COUNT_LIMIT
from idic.foundation.storage.memory import Memory
from idic.foundation.storage.remembered import prepared_cursor

#: Stands for the moment while the statement is composed: nothing else of a case has it.
_NOW = datetime(1903, 7, 11, 5, 43, 21, 907_153, tzinfo=UTC)
_composed: Memory[tuple[str, tuple[Any, ...]]] = Memory(512)
_FEW = """
SELECT count(*) FILTER (WHERE awake AND owner_id = {me}), count(*) FILTER (WHERE awake AND owner_id IS NULL),
       count(*) FILTER (WHERE awake AND waits_for_us), count(*) FILTER (WHERE due_at < now()),
       count(*) FILTER (WHERE NOT awake), count(*)
FROM (SELECT *, coalesce(snoozed_until <= now(), true) AS awake FROM ({cases}) AS still) AS still
"""


def inbox_counts(user: User, *, now: datetime, limit: int = COUNT_LIMIT) -> list[int]:
    """Mine, nobody's, waiting for us, overdue, put off, all that are open. What is more than `limit` is said to be one more."""
    key = (user.pk, user.team_id, user.rights.key, limit)
    known = _composed.get(key)
    if known is None:
        _composed.keep(key, known := _bounded(_tabs(user), limit) if sees_all(user) else _of_few(user))
    statement, values = known
    with prepared_cursor() as cursor:
        cursor.execute(statement, [now if one == _NOW else one for one in values])
        return [min(one, limit + 1) for one in cursor.fetchone()]


def _tabs(user: User) -> list[QuerySet[Case]]:
    still = visible_cases(user).filter(state__in=OPEN_STATES)
    awake = still.exclude(snoozed_until__gt=_NOW)
    return [
        awake.filter(owner=user), awake.filter(owner__isnull=True), awake.filter(waits_for_us=True),
        still.filter(due_at__lt=_NOW), still.filter(snoozed_until__gt=_NOW), still,
    ]  # fmt: skip


def _bounded(asked: Sequence[QuerySet[Case]], limit: int) -> tuple[str, tuple[Any, ...]]:
    """Each is looked at as far as the bound: of whoever sees all there may be many."""
    parts, values = [], list[Any]()
    for number, one in enumerate(asked):
        written, given = _written(one.order_by().values("pk")[: limit + 1])
        parts.append(f"(SELECT count(*) FROM ({written}) AS t{number})")  # noqa: S608 - written by Django
        values += given
    return f"SELECT {', '.join(parts)}", tuple(values)


def _of_few(user: User) -> tuple[str, tuple[Any, ...]]:
    """Whoever sees but some would have all that is open looked through for each tab: once is enough, and only what the
    index of each way finds."""
    parts, values = [], list[Any]()
    for cases in visible_by_way(user):
        still = cases.filter(state__in=OPEN_STATES).order_by()
        written, given = _written(still.values("owner_id", "waits_for_us", "due_at", "snoozed_until"))
        parts.append(written)
        values += given
    return _FEW.format(me=int(user.pk), cases=" UNION ALL ".join(parts)), tuple(values)


def _written(cases: QuerySet[Case, Any]) -> tuple[str, tuple[Any, ...]]:
    """Texts are codes of ours. They stand in the statement itself: an index of some states alone is not found otherwise."""
    statement, given = cases.query.sql_with_params()
    pieces = str(statement).split("%s")
    marked = (quote(one) if isinstance(one, str) else "%s" for one in given)
    written = "".join(part for pair in zip(pieces, [*marked, ""], strict=True) for part in pair)
    return written, tuple(one for one in given if not isinstance(one, str))
