"""Reads of one reader, composed once: what they see follows from their rights, id and team alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db.models import Model, QuerySet

from idic.foundation.accounts.models import User
from idic.foundation.storage.memory import Memory
from idic.foundation.storage.remembered import RememberedQuery

M = TypeVar("M", bound=Model)

#: Stand for ids while a read is composed; no row has them.
SOME_IDS = tuple(range(9_107_153_846_001, 9_107_153_846_006))
_composed: Memory[RememberedQuery[Any]] = Memory(1024)


def for_reader(user: User, what: str, build: Callable[..., QuerySet[M]], *marks: object) -> RememberedQuery[M]:
    """`what` names the read: one that looks at anything else of the reader, or of the day, must say that in it, too."""
    key = (what, user.pk, user.team_id, user.rights.key)
    known = _composed.get(key)
    if known is None:
        known = RememberedQuery(build, *marks)
        _composed.keep(key, known)
    return cast(RememberedQuery[M], known)
