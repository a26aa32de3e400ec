"""What an address asks of a list: a saved view, and over it whatever the address itself says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from idic.doors.web.lists.page import ListPage
from idic.foundation.accounts.models import User
from idic.foundation.nouns.fields import Field
from idic.foundation.nouns.registry import noun_of
from idic.foundation.texts import trimmed
from idic.foundation.views.enums import Density, Display
from idic.foundation.views.groups import asked_fields, seen_fields
from idic.foundation.views.looks import LONGEST_RULE, LONGEST_SEARCH, Fault, Held, Look, hold
from idic.foundation.views.models import SavedView
from idic.foundation.views.queries.saved_views import Tabs, tabs_of
from idic.foundation.views.selections import Selection

#: What of a look stands in an address.
STATE = ("q", "where", "cols", "sort", "by", "density", "display")
NO_VIEW = "all"


@dataclass(frozen=True)
class Asked:
    page: ListPage
    user: User
    tabs: Tabs
    view: SavedView | None
    held: Held
    is_changed: bool
    # seen: may be shown; fields: may be asked about
    seen: Mapping[str, Field]
    fields: Mapping[str, Field]
    query: QueryDict

    @property
    def look(self) -> Look:
        return self.held.look

    @property
    def sort(self) -> str:
        return self.look.sort or noun_of(self.page.noun).order

    @property
    def is_narrowed(self) -> bool:
        return bool(self.look.q or self.look.quick or self.held.rule is not None)

    @property
    def is_board(self) -> bool:
        return self.look.display == Display.BOARD and bool(noun_of(self.page.noun).board)

    def selection(self, ids: tuple[int, ...] = (), *, is_all: bool) -> Selection:
        return Selection(self.page.noun, self.look, ids, is_all)

    def address(self, **changes: str | None) -> str:
        """The list's address with some parameters changed; None takes one away. Every change starts at the first page."""
        left = {"after": None, "before": None, **changes}
        pairs: list[tuple[str, str]] = []
        for name, values in self.query.lists():
            if name not in left:
                pairs += [(name, one) for one in values]
            elif (value := left.pop(name)) is not None:
                pairs.append((name, value))
        pairs += [(name, value) for name, value in left.items() if value is not None]
        path = reverse(self.page.list_url)
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """The parameters as hidden fields of a form that asks for those `without`."""
        left_out = {*without, "after", "before"}
        return [(name, value) for name, values in self.query.lists() if name not in left_out for value in values]


def read(page: ListPage, user: User, query: QueryDict) -> Asked:
    """The address over the view that it names; an address that asks for nothing gets this person's first view."""
    query = query.copy()
    tabs = tabs_of(user, page.noun)
    faults: list[Fault] = []
    view = _view(page, tabs, query, faults)
    if view is not None:
        # Every link of the page keeps the view: one that only sorts must not fall back to the plain list.
        query["view"] = str(view.pk)
    seen = seen_fields(page.noun, user)
    fields = asked_fields(page.noun, user, seen)
    base = Look.read(view.state) if view is not None else Look()
    look = _over(base, page, query, faults)
    columns = page.columns or noun_of(page.noun).columns
    held = hold(look, fields, columns=columns, showable=seen)
    if "cols" in query and not base.columns and look.columns == held.look.columns == tuple(columns):
        look = replace(look, columns=())
    # A wrong value of an old link is not worth a notice: it does not narrow, and that is all.
    told = tuple(one for one in held.faults if one.code not in ("sort", "group") or view is not None)
    held = Held(held.look, held.rule, (*faults, *told))
    return Asked(page, user, tabs, view, held, look.stored() != base.stored(), seen, fields, query)


def _view(page: ListPage, tabs: Tabs, query: QueryDict, faults: list[Fault]) -> SavedView | None:
    named = query.get("view", "")
    if named == NO_VIEW:
        return None
    if named:
        found = next((view for view in tabs.views if str(view.pk) == named), None)
        if found is None:
            faults.append(Fault("view", ""))
            query.pop("view")
        return found
    asks = any(name in query for name in (*STATE, *page.quick_params))
    return None if asks else tabs.default


def _over(base: Look, page: ListPage, query: QueryDict, faults: list[Fault]) -> Look:
    def clean(name: str, longest: int) -> str:
        return trimmed(query.get(name, ""), longest)

    changes: dict[str, Any] = {}
    if "q" in query:
        changes["q"] = clean("q", LONGEST_SEARCH)
    if "where" in query:
        where = query.get("where", "").strip()
        if len(where) > LONGEST_RULE:
            faults.append(Fault("SizeExceeded", ""))
            where = base.where
        changes["where"] = compact(where)
    if "cols" in query:
        columns = [name for part in query.getlist("cols")[:60] for name in part.split(",")]
        changes["columns"] = tuple(trimmed(name, 80) for name in columns if name.strip())[:40]
    if "sort" in query:
        sort = clean("sort", 80)
        sign, key = ("-" if sort.startswith("-") else ""), sort.removeprefix("-")
        changes["sort"] = f"{sign}{page.sorts.get(key, key)}" if key else ""
    if "by" in query:
        changes["by"] = clean("by", 80)
    if query.get("density") in Density.values:
        changes["density"] = query["density"]
    if query.get("display") in Display.values:
        changes["display"] = query["display"]
    quick = dict(base.quick)
    for param, name in page.quick_params.items():
        if param in query:
            quick.pop(name, None)
            if value := clean(param, 200):
                quick[name] = value
    return replace(base, quick=quick, **changes)


def compact(where: str) -> str:
    """A rule without blanks; the builder's empty group is no rule."""
    if not where:
        return ""
    try:
        tree = json.loads(where)
    except (ValueError, RecursionError):
        return where
    if tree in ({}, {"all": []}, {"any": []}):
        return ""
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
