from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Follow, RecentVisit, Star
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.errors import NounUnknown
from idic.foundation.nouns.registry import noun_of
from idic.foundation.storage.remembered import prepared_cursor

# Opening the same page again within so many minutes is one visit, and no second write.
_VISIT = """
WITH visit AS (
    INSERT INTO desk_recentvisit (user_id, noun, subject_id, at) VALUES (%(user)s, %(noun)s, %(pk)s, now())
    ON CONFLICT (user_id, noun, subject_id) DO UPDATE SET at = excluded.at
    WHERE desk_recentvisit.at < now() - interval '5 minutes'
)
"""
_STATE = """
SELECT EXISTS (SELECT FROM desk_star WHERE user_id = %(user)s AND noun = %(noun)s AND subject_id = %(pk)s),
       EXISTS (SELECT FROM desk_follow WHERE user_id = %(user)s AND noun = %(noun)s AND subject_id = %(pk)s),
       (SELECT tab FROM desk_tabchoice WHERE user_id = %(user)s AND noun = %(noun)s),
       (SELECT count(*) FROM desk_note WHERE noun = %(noun)s AND subject_id = %(pk)s AND deleted_at IS NULL),
       (SELECT count(*) FROM desk_attachment WHERE noun = %(noun)s AND subject_id = %(pk)s AND deleted_at IS NULL),
       (SELECT coalesce(jsonb_agg(jsonb_build_array(t.id, t.name, t.colour) ORDER BY t.name, t.id), '[]')
        FROM desk_tagging g JOIN desk_tag t ON t.id = g.tag_id
        WHERE g.noun = %(noun)s AND g.subject_id = %(pk)s)
"""


@dataclass(frozen=True)
class TagShown:
    pk: int
    name: str
    colour: str


@dataclass(frozen=True)
class DeskState:
    """What the head of a record page shows of this room, for one reader."""

    is_starred: bool
    is_followed: bool
    tab: str
    notes: int
    files: int
    tags: tuple[TagShown, ...]


def desk_state(user: User, subject: Subject, *, is_visit: bool = False) -> DeskState:
    """One query for all of it; with `is_visit` the same query remembers that the record was opened."""
    with prepared_cursor() as cursor:
        cursor.execute((_VISIT if is_visit else "") + _STATE, {"user": user.pk, "noun": subject.code, "pk": subject.pk})
        starred, followed, tab, notes, files, tags = cursor.fetchone()
    # Django hands JSON of a bare query over as text.
    told = json.loads(tags) if isinstance(tags, str) else tags
    return DeskState(starred, followed, tab or "", notes, files, tuple(TagShown(*one) for one in told))


@dataclass(frozen=True)
class Remembered:
    """A record that a person starred or had open, ready to be linked."""

    noun: str
    pk: int
    title: str


def starred(user: User, *, limit: int = 20) -> list[Remembered]:
    rows = Star.objects.filter(user=user).order_by("-created_at").values_list("noun", "subject_id")
    return _seen(user, list(rows[:limit]))


def recent(user: User, *, limit: int = 10) -> list[Remembered]:
    rows = RecentVisit.objects.filter(user=user).order_by("-at").values_list("noun", "subject_id")
    return _seen(user, list(rows[:limit]))


def followers(noun: str, pk: int) -> list[int]:
    return list(Follow.objects.filter(noun=noun, subject_id=pk).values_list("user_id", flat=True))


def _seen(user: User, keys: list[tuple[str, int]]) -> list[Remembered]:
    """In the order given, without what this user may no longer see: one query for each noun."""
    found: dict[tuple[str, int], Any] = {}
    for code in sorted({noun for noun, _pk in keys}):
        try:
            noun = noun_of(code)
            rows = noun.visible(user, noun.permission("see"))
        except (NounUnknown, NotAllowed):
            continue
        for record in rows.filter(pk__in=[pk for one, pk in keys if one == code]):
            found[code, record.pk] = str(noun.title(record))
    return [Remembered(*key, found[key]) for key in keys if key in found]
