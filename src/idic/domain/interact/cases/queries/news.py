"""Whether something about a case was told: what open pages ask every moment, and so as cheap as can be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from idic.domain.interact.cases.models import Case, CasePresence, Message, ReplyDraft
from idic.domain.interact.cases.queries.presence import HOLDS_FOR
from idic.domain.interact.cases.rules import visible_cases
from idic.foundation.accounts.models import User
from idic.foundation.storage.memory import Memory
from idic.foundation.storage.remembered import PlainRows, prepared_cursor

# Numbers are given before an event is written to the end, so one may appear below the last that was seen: those of the
# last moments are counted, too. Each question is answered by the key, however many events there are.
_BEFORE = """
(SELECT count(*) FROM (
    SELECT subject_kind FROM events_event WHERE id <= {last} AND id > {last} - 200 ORDER BY id DESC LIMIT 200
) AS latest WHERE subject_kind = 'case')
"""
_AFTER = """
(SELECT count(*) FROM (
    SELECT subject_kind FROM events_event WHERE id > {last} ORDER BY id LIMIT 500
) AS newer WHERE subject_kind = 'case')
"""
_STATEMENT = "SELECT last.id, {parts} FROM (SELECT coalesce(max(id), 0) AS id FROM events_event) AS last"
_NOW = _BEFORE.format(last="last.id")
_BEGIN = _STATEMENT.format(parts=_NOW)
_SINCE = _STATEMENT.format(parts=",".join((_NOW, _AFTER.format(last="$1::bigint"), _BEFORE.format(last="$1::bigint"))))
_WRITTEN = re.compile("([0-9]{1,18})-([0-9]{1,4})")


class Mark(NamedTuple):
    """The last event there was, and how many of the latest were about a case."""

    last: int
    known: int

    def __str__(self) -> str:
        return f"{self.last}-{self.known}"

    @classmethod
    def read(cls, text: str) -> Mark | None:
        found = _WRITTEN.fullmatch(text) if text.isascii() else None
        return cls(int(found[1]), int(found[2])) if found else None


def told_since(since: Mark | None) -> tuple[Mark, bool]:
    """Where things stand, and whether anything about a case was told since then. One statement."""
    with prepared_cursor() as cursor:
        if since is None:
            cursor.execute(_BEGIN, [])
            return Mark(*cursor.fetchone()), False
        cursor.execute(_SINCE, [since.last])
        last, known, newer, before = cursor.fetchone()
        return Mark(last, known), newer > 0 or before != since.known


_PK, _SEEN = 907_153_846_003, datetime(1903, 7, 11, 5, 43, 21, 907_154, tzinfo=UTC)
_states: Memory[PlainRows[Case]] = Memory(512)
#: Of so many messages it is noticed that they arrived.
_LATEST = 10


class Standing(NamedTuple):
    """`state` changes with the case, with who is in it and with the answers begun in it; `deliveries` are those of its
    latest messages, which change without the case."""

    state: str
    deliveries: str


def state_of(user: User, pk: int, *, now: datetime) -> Standing | None:
    """None for whom it is not to be seen. One statement, composed once for a reader."""
    key = (user.pk, user.team_id, user.rights.key)
    rows = _states.get(key)
    if rows is None:
        _states.keep(key, rows := PlainRows(_state_rows(user), _PK, _SEEN))
    found = rows(pk, now - HOLDS_FOR)
    if not found:
        return None
    *state, deliveries = found[0][1:]
    return Standing(".".join(str(one) for one in state), deliveries_told(deliveries))


def deliveries_told(newest_first: Iterable[str]) -> str:
    """As an open page knows them."""
    return ".".join(islice(newest_first, _LATEST))


def _state_rows(user: User) -> QuerySet[Case]:
    here = F("user_id") * 2 + Cast("is_writing", IntegerField())
    others = CasePresence.objects.filter(case=OuterRef("pk"), seen_at__gte=_SEEN).exclude(user=user).order_by("user_id")
    said = Message.objects.filter(case=OuterRef("pk")).order_by("-at", "-pk")
    drafts = ReplyDraft.objects.filter(case=OuterRef("pk")).exclude(user=user).order_by("-updated_at")
    return (
        visible_cases(user)
        .filter(pk=_PK)
        .order_by()
        .only("pk", "version")
        .annotate(
            others=ArraySubquery(others.values(here=here)),
            drafted=Subquery(drafts.values("updated_at")[:1]),
            deliveries=ArraySubquery(said.values("delivery")[:_LATEST]),
        )
    )
