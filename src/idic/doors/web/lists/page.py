"""A noun's list in a few lines: `list_view(ListPage(noun="task", detail_url="tasks:detail", …))` is the whole view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import Http404

from idic.foundation.accounts.models import User
from idic.foundation.nouns.fields import Choice

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.doors.web.shell.parts.signs import Tone


@dataclass(frozen=True)
class QuickFilter:
    """One select of the bar. `param` is its name in the address, `choices` stand in for those of the field."""

    param: str
    field: str = ""
    anything: str | _StrPromise = ""
    choices: Callable[[User], Sequence[Choice]] | None = None

    @property
    def name(self) -> str:
        return self.field or self.param


@dataclass(frozen=True)
class ListPage:
    """`columns` are shown until somebody chooses others; `tones` colour the codes of a field; `sorts` are older names of
    orders that addresses may still carry; `header` and `empty` are templates for what only this noun's page has.

    `is_plain`: which rows a reader may see follows from the reader's rights, id and team; all that a column without
    `names` shows stands in the row that is read; and `header` and `empty` show nothing of the database's. Such a list
    is remembered under what it shows. `watched`: fields whose names and choices follow from watched tables alone, so that
    they are remembered, too; `moving`: fields whose value changes with the clock while the row stays as it is.

    `sees_all`: of a plain list whose indexes hold what visibility asks; whoever does not see all has the rows of a page
    found by the index alone."""

    noun: str
    list_url: str
    detail_url: str
    subtitle: str | _StrPromise = ""
    station: str = ""
    search_hint: str | _StrPromise = ""
    columns: Sequence[str] = ()
    quick_filters: Sequence[QuickFilter] = ()
    tones: Mapping[str, Mapping[str, Tone]] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    create_url: str = ""
    create_label: str | _StrPromise = ""
    header: str = ""
    empty: str = "lists/empty.html"
    has_avatar: bool = False
    is_plain: bool = False
    watched: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    sees_all: Callable[[User], bool] | None = None

    @property
    def quick_params(self) -> dict[str, str]:
        return {one.param: one.name for one in self.quick_filters}


_pages: dict[str, ListPage] = {}


def register_page(page: ListPage) -> None:
    _pages[page.noun] = page


def page_of(noun: str) -> ListPage:
    """The parts of a list (its views, filter, acts, files) are asked for under the code of the noun."""
    try:
        return _pages[noun]
    except KeyError:
        raise Http404 from None
