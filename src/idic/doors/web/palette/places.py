"""Where the palette can go: the pages of the navigation, and the records a person starred or had open."""

from __future__ import annotations

from idic.doors.web.records.pages import page_of
from idic.doors.web.shell.navigation import SECTIONS, url_or_none
from idic.doors.web.shell.search import Hit
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.queries.personal import recent, starred
from idic.foundation.nouns.registry import noun_of


def find_pages(user: User, text: str, limit: int) -> list[Hit]:
    wanted = text.casefold()
    found = []
    for section in SECTIONS:
        for item in section.items:
            url = url_or_none(item.url_name)
            allowed = item.permission is None or may(user, item.permission)
            if url is not None and allowed and wanted in str(item.label).casefold():
                found.append(Hit(str(item.label), url, str(section.label)))
    return found[:limit]


def starred_records(user: User, limit: int) -> list[Hit]:
    return [
        Hit(one.title, page_of(one.noun, one.pk), str(noun_of(one.noun).label)) for one in starred(user, limit=limit)
    ]


def recent_records(user: User, limit: int) -> list[Hit]:
    return [
        Hit(one.title, page_of(one.noun, one.pk), str(noun_of(one.noun).label)) for one in recent(user, limit=limit)
    ]
