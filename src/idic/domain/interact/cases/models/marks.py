"""Marks of a case beside its words, in one index: when it was last spoken of, whether it is open, whose it is.

An index of words alone gives everything that ever said a word. Asked for a mark along with it, it leaves out what does not
carry the mark without looking at the rows. A mark is never the condition itself: it only goes before it.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func

from idic.domain.interact.cases.enums import OPEN_STATES

OPEN, ENDED, NOBODYS = -1, -2, -3
_WEEK = 604_800


def said_in(moment: datetime) -> int:
    """Marks of weeks follow one another as time goes by."""
    return int(moment.timestamp() // _WEEK)


def owned_by(user_id: int) -> int:
    return -4 * (user_id + 1)


def written_by(user_id: int) -> int:
    return -4 * (user_id + 1) - 1


def of_team(team_id: int) -> int:
    return -4 * (team_id + 1) - 2


def case_marks() -> Func:
    """All of a row. The index and those who ask it must write the same expression."""
    number = BigIntegerField()
    open_states = ", ".join(f"'{state}'" for state in OPEN_STATES)
    return Func(
        Func(
            "last_message_at", output_field=number,
            template=f"floor(extract(epoch FROM (%(expressions)s AT TIME ZONE 'UTC')) / {_WEEK})::bigint",
        ),
        Func("state", template=f"CASE WHEN %(expressions)s IN ({open_states}) THEN {OPEN} ELSE {ENDED} END", output_field=number),
        Func("owner", "team", template=f"CASE WHEN coalesce(%(expressions)s) IS NULL THEN {NOBODYS} END", output_field=number),
        Func("owner", template="-4 * (%(expressions)s + 1)", output_field=number),
        Func("created_by", template="-4 * (%(expressions)s + 1) - 1", output_field=number),
        Func("team", template="-4 * (%(expressions)s + 1) - 2", output_field=number),
        template="array_remove(ARRAY[%(expressions)s], NULL)",
        output_field=ArrayField(BigIntegerField()),
    )  # fmt: skip
