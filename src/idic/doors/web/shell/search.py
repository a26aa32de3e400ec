"""What the search box in the top bar looks through. A page area registers its source when its app starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User

HITS_PER_SOURCE = 6


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Source:
    """`find(user, text, limit)` returns only what this user may see; `offer` what may be wanted before a text is typed."""

    code: str
    label: str | _StrPromise
    icon: str
    find: Callable[[User, str, int], Sequence[Hit]]
    order: int = 100
    offer: Callable[[User, int], Sequence[Hit]] | None = None


@dataclass(frozen=True)
class Group:
    label: str | _StrPromise
    icon: str
    hits: Sequence[Hit]


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    _sources[source.code] = source


def search_groups(user: User, text: str) -> list[Group]:
    text = text.strip()
    found = []
    for source in sorted(_sources.values(), key=lambda source: (source.order, source.code)):
        if text:
            hits = source.find(user, text, HITS_PER_SOURCE)
        else:
            hits = source.offer(user, HITS_PER_SOURCE) if source.offer is not None else []
        if hits:
            found.append(Group(source.label, source.icon, hits))
    return found
