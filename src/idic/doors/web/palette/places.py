"""Where the palette can go: the pages of the navigation, and the records a person starred or had open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language

from idic.doors.web.records.pages import page_of
from idic.doors.web.shell.navigation import SECTIONS, url_or_none
from idic.doors.web.shell.search import Hit
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.queries.personal import recent, starred
from idic.foundation.nouns.registry import noun_of


@dataclass(frozen=True)
class _Place:
    """A page of the navigation in one language, at its address."""

    hit: Hit
    folded: str
    permission: str | None


def find_pages(user: User, text: str, limit: int) -> list[Hit]:
    wanted = text.casefold()
    places = _places(get_language(), get_urlconf(), get_script_prefix())
    return [
        one.hit for one in places if wanted in one.folded and (one.permission is None or may(user, one.permission))
    ][:limit]


@lru_cache(maxsize=32)
def _places(language: str | None, urlconf: str | None, prefix: str) -> tuple[_Place, ...]:
    found = []
    for section in SECTIONS:
        for item in section.items:
            label = str(item.label)
            if (url := url_or_none(item.url_name)) is not None:
                found.append(_Place(Hit(label, url, str(section.label)), label.casefold(), item.permission))
    return tuple(found)


def starred_records(user: User, limit: int) -> list[Hit]:
    return [
        Hit(one.title, page_of(one.noun, one.pk), str(noun_of(one.noun).label)) for one in starred(user, limit=limit)
    ]


def recent_records(user: User, limit: int) -> list[Hit]:
    return [
        Hit(one.title, page_of(one.noun, one.pk), str(noun_of(one.noun).label)) for one in recent(user, limit=limit)
    ]
