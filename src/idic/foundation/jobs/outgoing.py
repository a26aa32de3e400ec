"""What is on its way out of the house, as whoever looks after the installation sees it. Each room says of its rows which of
them wait too long, failed, or have perhaps arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

#: So long after its time something has left, or been tried once more, wherever the worker is well.
_LATE = "interval '15 minutes'"
#: Of what ended otherwise than it should, so much is told.
_LATELY = "interval '7 days'"
#: Bounded: whether it is a thousand or a million says the same.
MOST = 1000


@dataclass(frozen=True)
class Outgoing:
    """Conditions in SQL on the rows of `table`, without values from outside; empty where there is no such thing. `due` is when
    one should leave, `since` when it was asked for. `name` and `place` (where people look) are told in English, as the
    command line speaks."""

    code: str
    name: str
    place: str
    table: str
    waiting: str
    due: str
    failed: str = ""
    unsure: str = ""
    since: str = "created_at"


@dataclass(frozen=True)
class Standing:
    outgoing: Outgoing
    late: int
    failed: int
    unsure: int


_outgoing: dict[str, Outgoing] = {}


def declare_outgoing(*every: Outgoing) -> None:
    """Called by each room when it starts; the same again changes nothing."""
    _outgoing.update({one.code: one for one in every})


def outgoing_now() -> list[Standing]:
    """One question for all of them."""
    every = [_outgoing[code] for code in sorted(_outgoing)]
    sql = " UNION ALL ".join(
        f"SELECT '{one.code}', {_late(one)}, {_ended(one, one.failed)}, {_ended(one, one.unsure)}" for one in every
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: dict[str, Sequence[int]] = {code: counts for code, *counts in cursor.fetchall()}
    return [Standing(one, *found[one.code]) for one in every]


def _late(one: Outgoing) -> str:
    return _counted(one, f"({one.waiting}) AND {one.due} < now() - {_LATE}")


def _ended(one: Outgoing, condition: str) -> str:
    return _counted(one, f"({condition}) AND {one.since} > now() - {_LATELY}") if condition else "0"


def _counted(one: Outgoing, condition: str) -> str:
    return f"(SELECT count(*) FROM (SELECT 1 FROM {one.table} WHERE {condition} LIMIT {MOST}) AS x)"  # noqa: S608 - our own words
