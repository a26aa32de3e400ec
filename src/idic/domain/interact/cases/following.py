"""What names a case: joining two cases moves it to the one that stays, taking that back brings it back. Every room
declares its own tables; a test fails for a table that names a case and is not declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, connection, transaction

from idic.domain.interact.cases.models import Case
from idic.foundation.accounts.models import User

#: Table -> the ids of its rows that went along.
Moved = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Follower:
    """A row that the database refuses beside the rows of the case that stays remains with the other, unseen, until the
    joining is taken back."""

    table: str
    column: str = "case_id"
    where: str = ""


@dataclass(frozen=True)
class Joint:
    """A room in which joining is more than moving rows. `join` gets the case that goes and the one that stays, both
    locked, the latter not yet saved; what it returns stands in the event and is given to `part`."""

    code: str
    join: Callable[[Case, Case, User], Mapping[str, object]]
    part: Callable[[Case, Case, Mapping[str, Any], User], None]


_followers: dict[str, Follower] = {}
_remaining: set[str] = set()
_joints: dict[str, Joint] = {}


def follow_case(*followers: Follower) -> None:
    for one in followers:
        _followers[one.table] = one


def remain_with_case(*tables: str) -> None:
    """Tell of the case as it was, or are computed anew: never moved."""
    _remaining.update(tables)


def join_with_case(joint: Joint) -> None:
    _joints[joint.code] = joint


def declared_tables() -> set[str]:
    return set(_followers) | _remaining


def joints() -> Iterator[Joint]:
    yield from _joints.values()


def move_rows(gone: Case, stays: Case) -> dict[str, list[int]]:
    """In the caller's transaction."""
    asked = list(_followers.values())
    parts = [
        f"SELECT '{one.table}', id FROM {one.table} WHERE {one.column} = %s{_and(one)}"  # noqa: S608 - declared
        for one in asked
    ]
    found: dict[str, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [gone.pk] * len(parts))
        for table, pk in cursor.fetchall():
            found.setdefault(table, []).append(pk)
    moved = {table: _moved(_followers[table], ids, gone, stays) for table, ids in found.items()}
    return {table: sorted(ids) for table, ids in moved.items() if ids}


def move_back(moved: Moved, *, gone: Case, stays: Case) -> None:
    """What somebody has put elsewhere meanwhile stays there."""
    for table, ids in moved.items():
        if table in _followers:
            _moved(_followers[table], ids, stays, gone)


def _moved(one: Follower, ids: Sequence[int], giving: Case, taking: Case) -> list[int]:
    try:
        return _update(one, ids, giving, taking)
    except IntegrityError:
        if len(ids) == 1:
            return []
        half = len(ids) // 2
        return _moved(one, ids[:half], giving, taking) + _moved(one, ids[half:], giving, taking)


def _update(one: Follower, ids: Sequence[int], giving: Case, taking: Case) -> list[int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {one.table} SET {one.column} = %s"  # noqa: S608 - declared
            f" WHERE {one.column} = %s AND id = ANY(%s){_and(one)} RETURNING id",
            [taking.pk, giving.pk, list(ids)],
        )
        return [row[0] for row in cursor.fetchall()]


def _and(one: Follower) -> str:
    return f" AND {one.where}" if one.where else ""
