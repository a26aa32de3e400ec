"""Which marks of the index of words go with a reader and with a condition of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from idic.domain.interact.cases.enums import OPEN_STATES
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.models.marks import (
    ENDED,
    NOBODYS,
    OPEN,
    case_marks,
    of_team,
    owned_by,
    said_in,
    written_by,
)
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import scope_of
from idic.foundation.nouns.search import Marks
from idic.foundation.storage.remembered import RememberedQuery
from idic.methods.predicate.tree import Leaf, Operator

_STATES = frozenset(OPEN_STATES)


def _of_reader(user: User, permission: str) -> Sequence[int]:
    """As `rules.reach` says it."""
    scope = scope_of(user, permission)
    if scope == Scope.ALL:
        return ()
    found = [owned_by(user.pk), written_by(user.pk)]
    if scope == Scope.TEAM:
        found.append(NOBODYS)
        if user.team_id is not None:
            members = User.objects.filter(team_id=user.team_id).order_by().values_list("pk", flat=True)
            found += [of_team(user.team_id), *map(owned_by, members)]
    return found


def _of_leaf(leaf: Leaf) -> Sequence[int]:
    match leaf:
        case Leaf("open", Operator.EQ, bool(is_open)):
            return (OPEN,) if is_open else (ENDED,)
        case Leaf("state", Operator.EQ, str(state)):
            return _of_states((state,))
        case Leaf("state", Operator.IN, tuple(states)):
            return _of_states(states)
        case Leaf("owner", Operator.EQ, str(code)):
            return [owned_by(int(code))] if _is_number(code) else ()
        case Leaf("team", Operator.EQ, str(code)):
            return [of_team(int(code))] if _is_number(code) else ()
    return ()


def _of_states(states: Sequence[object]) -> Sequence[int]:
    kinds = {state in _STATES for state in states}
    return [OPEN if is_open else ENDED for is_open in sorted(kinds)] if len(kinds) == 1 else ()


def _is_number(code: str) -> bool:
    return code.isascii() and code.isdecimal() and len(code) < 18


def _end(*, latest: bool) -> datetime | None:
    ends = _last_said() if latest else _first_said()
    return ends[0].last_message_at if ends else None


def _said(sign: str) -> QuerySet[Case]:
    ends = Case.objects.filter(deleted_at__isnull=True).order_by(f"{sign}last_message_at", f"{sign}pk")
    return ends.only("last_message_at")[:1]


_first_said, _last_said = RememberedQuery[Case](lambda: _said("")), RememberedQuery[Case](lambda: _said("-"))


MARKS = Marks(case_marks, _of_reader, _of_leaf, "last_message_at", said_in, _end)
