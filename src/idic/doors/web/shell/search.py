"""What the search box in the top bar looks through. A page area registers its source when its app starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User

HITS_PER_SOURCE = 6
FindTogether: TypeAlias = "Callable[[User, str, int], Mapping[str, Sequence[Hit]]]"


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Source:
    """`find(user, text, limit)` returns only what this user may see; `offer` what may be wanted before a text is typed.

    Sources that share `find_together` are asked by one call of it, which gives the hits under their codes.
    """

    code: str
    label: str | _StrPromise
    icon: str
    find: Callable[[User, str, int], Sequence[Hit]] | None = None
    order: int = 100
    offer: Callable[[User, int], Sequence[Hit]] | None = None
    find_together: FindTogether | None = None


@dataclass(frozen=True)
class Group:
    label: str | _StrPromise
    icon: str
    hits: Sequence[Hit]


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    _sources[source.code] = source
    _in_order.cache_clear()


def search_groups(user: User, text: str) -> list[Group]:
    text = text.strip()
    found = []
    together: dict[FindTogether, Mapping[str, Sequence[Hit]]] = {}
    for source in _in_order():
        hits: Sequence[Hit] = ()
        if not text:
            hits = source.offer(user, HITS_PER_SOURCE) if source.offer is not None else ()
        elif source.find is not None:
            hits = source.find(user, text, HITS_PER_SOURCE)
        elif (find := source.find_together) is not None:
            if find not in together:
                together[find] = find(user, text, HITS_PER_SOURCE)
            hits = together[find].get(source.code, ())
        if hits:
            found.append(Group(source.label, source.icon, hits))
    return found


@cache
def _in_order() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: (source.order, source.code))
