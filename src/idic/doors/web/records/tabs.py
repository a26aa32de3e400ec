"""The tabs of a record page. An area adds its own in a line, in its app's `ready()` or where its urls are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from idic.doors.web.shell.addresses import address_of
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.queries.personal import DeskState
from idic.foundation.desk.subjects import Subject

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.doors.web.requests import SignedInRequest

OVERVIEW = "overview"


def _by_noun(subject: Subject) -> Sequence[str | int]:
    return (subject.code, subject.pk)


@dataclass(frozen=True)
class Tab:
    """`render` gives the part at once; else `url_name` with `url_args` names a fragment that is asked for when the tab is
    open, and the tab is there only where that address is. `nouns` empty: every noun."""

    code: str
    label: str | _StrPromise
    icon: str
    order: int = 100
    nouns: frozenset[str] = frozenset()
    render: Callable[[SignedInRequest, Subject], str] | None = None
    url_name: str = ""
    url_args: Callable[[Subject], Sequence[str | int]] = _by_noun
    permission: str = ""
    count: Callable[[DeskState], int] | None = None

    def fragment_url(self, subject: Subject) -> str:
        if not self.url_name:
            return ""
        args = self.url_args(subject)
        try:
            return address_of(self.url_name, list(args)) or reverse(self.url_name, args=args)
        except NoReverseMatch:
            return ""


_tabs: dict[str, Tab] = {}


def register_tab(tab: Tab) -> None:
    _tabs[tab.code] = tab


#: Nouns whose overview is what one comes for: no other tab is remembered from the record before.
_overview_first: set[str] = set()


def open_at_overview(noun: str) -> None:
    _overview_first.add(noun)


def opens_at_overview(noun: str) -> bool:
    return noun in _overview_first


def tabs_of(user: User, subject: Subject) -> list[Tab]:
    found = [
        tab
        for tab in sorted(_tabs.values(), key=lambda one: (one.order, one.code))
        if (not tab.nouns or subject.code in tab.nouns) and (not tab.permission or may(user, tab.permission))
    ]
    return [tab for tab in found if tab.code == OVERVIEW or tab.render is not None or tab.fragment_url(subject)]
