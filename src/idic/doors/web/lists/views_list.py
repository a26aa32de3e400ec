from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from idic.doors.web.lists.asked import NO_VIEW, Asked, read
from idic.doors.web.lists.board import board_of
from idic.doors.web.lists.found import Found, counted, find, has_known_rule, is_selectable, may_export
from idic.doors.web.lists.page import ListPage, QuickFilter, register_page
from idic.doors.web.lists.table import columns_of
from idic.doors.web.lists.wording import fault_in_words
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.rules.wording import Group, rule_in_words
from idic.doors.web.shell.composed import composed_page, mark, typed_mark, written_page
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.languages import formats
from idic.foundation.nouns.fields import Field, ReadChoices
from idic.foundation.nouns.registry import noun_of
from idic.foundation.paging.keyset import BoundedCount
from idic.foundation.stamps.kept import held_stamp, kept
from idic.foundation.views.enums import Density, Display, FileFormat, Sharing
from idic.foundation.views.offers import acts_of
from idic.foundation.views.operations.exports import four_eyes_limit
from idic.foundation.views.purposes import offered_purposes
from idic.foundation.views.queries.saved_views import may_change
from idic.foundation.views.vcards import can_be_cards

from idic.methods.predicate import All, Any as AnyOf, Node, to_json  # isort: skip

# Texts of which there are few enough to be counted apart.
_GROUPED_TEXTS = frozenset({"province", "district", "country", "age_band", "occupation", "language"})


Worded = tuple[tuple[str, str], ...]


class Named(NamedTuple):
    """What a remembered part shows of a field."""

    name: str
    label: str


class ActShown(NamedTuple):
    code: str
    label: str
    is_danger: bool


@dataclass(frozen=True)
class Select:
    param: str
    label: str
    anything: str
    value: str
    choices: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        return dict(self.choices).get(self.value, self.value)


def list_view(page: ListPage) -> Callable[[SignedInRequest], HttpResponse]:
    """The whole view of a noun's list."""
    register_page(page)

    @require_safe
    def view(request: SignedInRequest) -> HttpResponse:
        return show(page, request)

    return view


def show(
    page: ListPage,
    request: SignedInRequest,
    *,
    status: int = 200,
    written: Mapping[str, str] | None = None,
    known: BoundedCount | None = None,
    is_tab: bool = False,
    **more: Any,
) -> HttpResponse:
    """A list that is plain is remembered under `more`, too. Marks in it stand for what is `written`. `known`: how many
    rows the address asks for, where the caller has counted them. `is_tab`: the rule of the address is what an open tab
    of the caller's stands for, so that no chip says it again."""
    require(request.user, noun_of(page.noun).permission("see"))
    asked = read(page, request.user, request.GET)
    # The parts of the page make their links from the request's own address.
    request.GET = asked.query  # type: ignore[assignment]  # the same parameters, with the view named
    choices = _choices(asked)
    if asked.is_board:
        count, rows = counted(asked)
        context = _context(asked, choices, count, is_tab) | {"board": board_of(asked, rows())}
        return written_page(request, "lists/list.html", {**context, "status": status, **more}, written or {}, status)
    found = find(asked, known)
    if status != 200 or not _is_remembered(asked):
        context = _context(asked, choices, found.count, is_tab) | _table(asked, found)
        return written_page(request, "lists/list.html", {**context, "status": status, **more}, written or {}, status)
    marked = replace(
        found, rows_html=mark("rows"), next=mark("next") if found.next else None,
        previous=mark("previous") if found.previous else None,
    )  # fmt: skip
    shown = _without_text(asked)
    request.GET = shown.query  # type: ignore[assignment]
    return composed_page(
        request,
        "lists/list.html",
        lambda: (
            _context(shown, choices, found.count, is_tab)
            | _table(shown, marked)
            | {"query": mark("query"), "filter_url": mark("filter")}
            | {"total_url": mark("total") if found.count.is_more else ""}
            | {"count_text": mark("count"), "shown_text": mark("shown"), "status": status}
            | more
        ),
        key=(
            _looked_at(shown, choices), is_tab, found.count.value > 0, found.count.value > found.shown, found.shown > 0,
            found.count.is_more, bool(found.next), bool(found.previous), tuple(more.items()),
        ),
        written={
            **(written or {}),
            "rows": found.rows_html, "next": found.next or "", "previous": found.previous or "",
            "query": asked.query.urlencode(), "filter": _part(asked, "lists:filter"),
            "total": _part(asked, "lists:total"), "search": asked.look.q, "typed": asked.query.get("q", ""),
            "count": _count_text(found.count), "shown": formats.number(found.shown),
        },
    )  # fmt: skip


def _count_text(count: BoundedCount) -> str:
    return formats.number(count.value) + ("+" if count.is_more else "")


def _without_text(asked: Asked) -> Asked:
    """The same with marks for what is searched for: nothing around the rows follows from it."""
    if not asked.look.q:
        return asked
    query = asked.query.copy()
    query["q"] = typed_mark("typed")
    look = replace(asked.look, q=typed_mark("search"))
    return replace(asked, query=query, held=replace(asked.held, look=look))


def _is_remembered(asked: Asked) -> bool:
    """What a rule says in words stands in the database in part."""
    look = asked.look
    if not asked.page.is_plain or asked.view is not None or asked.held.faults or look.by:
        return False
    if len(asked.query.getlist("q")) > 1:
        return False
    return asked.held.rule is None or (held_stamp() is not None and has_known_rule(asked))


def _looked_at(asked: Asked, choices: Sequence[Worded | None]) -> Hashable:
    """Everything that stands around the rows, whoever reads: the address but for the place, views, choices, fields."""
    places = ("after", "before")
    return (
        asked.page.noun, tuple((name, *values) for name, values in asked.query.lists() if name not in places),
        tuple((view.pk, view.name, view.sharing) for view in asked.tabs.views), tuple(choices),
        # Labels of the product's own fields follow from the language, and what is masked from the reader's rights.
        tuple(
            one.name if one.attribute_id is None
            else (one.name, str(one.label), one.type, one.shown, one.order, bool(one.choices))
            for one in asked.seen.values()
        ),
        four_eyes_limit(), held_stamp() if asked.held.rule is not None else None,
    )  # fmt: skip


def _context(asked: Asked, choices: Sequence[Worded | None], count: BoundedCount, is_tab: bool) -> dict[str, Any]:
    page, user, noun = asked.page, asked.user, noun_of(asked.page.noun)
    selects = _selects(asked, choices)
    acts = [act for act in acts_of(page.noun) if may(user, act.permission)]
    return {
        "page": page, "noun": noun, "asked": asked, "look": asked.look, "title": str(noun.plural), "count": count.value,
        "search": asked.look.q, "sort": asked.sort, "selects": selects, "chips": _chips(asked, selects, is_tab),
        "notices": [fault_in_words(fault, asked.seen) for fault in asked.held.faults], "tabs": _tabs(asked),
        "orders": _orders(asked), "groups": _groups(asked),
        "sharings": _worded(Sharing.choices) if may(user, "view.share") else (),
        "acts": tuple(ActShown(act.code, str(act.label), act.is_danger) for act in acts), "may_bulk": may(user, "bulk.change"),
        "may_export": bool(may_export(asked) and count.value),
        "may_create": bool(page.create_url) and _holds(user, noun.permission("create")),
        "may_change_view": asked.view is not None and may_change(user, asked.view), "is_narrowed": asked.is_narrowed,
        "columns_shown": tuple(Named(name, str(asked.seen[name].label)) for name in asked.look.columns),
        "columns_more": _more_columns(asked), "noun_code": noun.code, "list_url": reverse(page.list_url),
        "kept_by_bar": tuple(asked.kept("q", *page.quick_params)), "kept_by_columns": tuple(asked.kept("cols")),
        "has_view": asked.view is not None, "kept_by_filter": asked.kept("where"), "is_board": asked.is_board,
        "density_url": asked.address(density=_other(asked.look.density)), "is_compact": asked.look.density == Density.COMPACT,
        "board_url": asked.address(display=Display.BOARD) if noun.board else "",
        "table_url": asked.address(display=Display.TABLE), "query": asked.query.urlencode(),
        "all_url": f"{reverse(page.list_url)}?view=all", "wider_url": _wider(asked), "groups_url": _part(asked, "lists:groups"),
        "filter_url": _part(asked, "lists:filter"), "purposes": _worded(offered_purposes()), "four_eyes": four_eyes_limit(),
        "file_formats": _worded(
            one for one in FileFormat.choices if one[0] != FileFormat.VCARD or can_be_cards(asked.seen)
        ),
    }  # fmt: skip


def _wider(asked: Asked) -> str:
    """Where the same is searched for in all records; empty where it was."""
    look = asked.look
    if not look.q or not (asked.view is not None or asked.held.rule is not None or look.quick):
        return ""
    return asked.address(view=NO_VIEW, where=None, **dict.fromkeys(asked.page.quick_params))


def _table(asked: Asked, found: Found) -> dict[str, Any]:
    return {
        "cursors": found, "selectable": is_selectable(asked), "columns": columns_of(asked),
        "rows_html": found.rows_html, "shown": found.shown,
        "has_more": found.count.value > found.shown, "count_text": _count_text(found.count),
        "shown_text": formats.number(found.shown), "total_url": _part(asked, "lists:total") if found.count.is_more else "",
        "is_partial_order": asked.fields[asked.sort.removeprefix("-")].ordered is not None,
    }  # fmt: skip


def _worded(choices: Iterable[tuple[str, Any]]) -> Worded:
    return tuple((code, str(label)) for code, label in choices)


def _choices(asked: Asked) -> tuple[Worded | None, ...]:
    """Of each select of the bar what can be chosen now; None where that never changes."""
    found: list[Worded | None] = []
    for one in asked.page.quick_filters:
        field = asked.fields.get(one.name)
        if field is None:
            found.append(())
        elif one.name in asked.page.watched:
            user = asked.user
            key = ("choices", asked.page.noun, one.param, user.pk, user.team_id, user.rights.key, get_language())
            found.append(kept(key, partial(_choices_now, one, field, user)))
        else:
            found.append(_choices_now(one, field, asked.user))
    return tuple(found)


def _choices_now(one: QuickFilter, field: Field, user: User) -> Worded | None:
    if one.choices is not None:
        return _worded(one.choices(user))
    return _worded(field.choices) if isinstance(field.choices, ReadChoices) else None


def _selects(asked: Asked, choices: Sequence[Worded | None]) -> tuple[Select, ...]:
    found = []
    for one, read_now in zip(asked.page.quick_filters, choices, strict=True):
        field = asked.fields.get(one.name)
        if field is None:
            continue
        shown = _worded(field.choices) if read_now is None else read_now
        value = asked.look.quick.get(one.name, "")
        if value and field.names is not None and value not in dict(shown):
            # one of too many to be listed, chosen from a group or by a link
            shown = (*shown, *((value, str(name)) for name in field.names([value]).values()))
        if shown or value:
            anything = str(one.anything or _("%(field)s: all") % {"field": field.label})
            found.append(Select(one.param, str(field.label), anything, value, shown))
    return tuple(found)


def _chips(asked: Asked, selects: Sequence[Select], is_tab: bool) -> list[tuple[str, str, str]]:
    """(label, words, address without it); an empty parameter, not a missing one, takes back what the view asks."""
    empty = "" if asked.view is not None else None
    found = [(_("Search"), asked.look.q, asked.address(q=empty))] if asked.look.q else []
    found += [(one.label, one.words, asked.address(**{one.param: empty})) for one in selects if one.value]
    shown = {one.param for one in selects}
    for param, name in asked.page.quick_params.items():
        if name in asked.look.quick and param not in shown:
            found.append((name, asked.look.quick[name], asked.address(**{param: empty})))
    rule = asked.held.rule
    if rule is None or is_tab:
        return found
    children: Sequence[Node] = rule.children if isinstance(rule, All) else (rule,)
    for place, child in enumerate(children):
        rest = tuple(one for other, one in enumerate(children) if other != place)
        where = json.dumps(to_json(All(rest)), ensure_ascii=False, separators=(",", ":")) if rest else empty
        found.append((_("Filter"), _in_short(child, asked), asked.address(where=where)))
    return found


def _in_short(node: Node, asked: Asked) -> str:
    words = rule_in_words(node, asked.fields)
    if not isinstance(words, Group):
        return words.text
    parts = "; ".join(part.text if not isinstance(part, Group) else part.heading for part in words.parts[:3])
    return f"{words.heading}: {parts}" + (
        "…" if len(words.parts) > 3 or (isinstance(node, AnyOf) and len(parts) > 200) else ""
    )


def _tabs(asked: Asked) -> list[dict[str, Any]]:
    if not asked.tabs.views:
        return []
    path = reverse(asked.page.list_url)
    everything = {"label": _("All"), "url": f"{path}?view=all", "current": asked.view is None, "icon": ""}
    return [
        everything,
        *(
            {
                "label": view.name + (" •" if asked.view == view and asked.is_changed else ""), "url": f"{path}?view={view.pk}",
                "current": asked.view == view, "icon": "users" if view.sharing != Sharing.PRIVATE else "",
            }
            for view in asked.tabs.views
        ),
    ]  # fmt: skip


def _orders(asked: Asked) -> tuple[tuple[str, str, bool], ...]:
    found = []
    for name, one in asked.fields.items():
        if one.order:
            found.append((str(one.label), asked.address(sort=name), asked.sort == name))
            label = _("%(field)s, the other way round") % {"field": one.label}
            found.append((label, asked.address(sort=f"-{name}"), asked.sort == f"-{name}"))
    return tuple(found)


def _groups(asked: Asked) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (str(one.label), asked.address(by=name), asked.look.by == name)
        for name, one in asked.fields.items()
        if isinstance(one.choices, ReadChoices) or one.choices or one.names is not None or one.name in _GROUPED_TEXTS
    )


def _more_columns(asked: Asked) -> tuple[Named, ...]:
    chosen = set(asked.look.columns)
    return tuple(
        Named(name, str(one.label)) for name, one in asked.seen.items() if name not in chosen and one.value is not None
    )


def _other(density: str) -> str:
    return Density.COMFORTABLE if density == Density.COMPACT else Density.COMPACT


def _part(asked: Asked, name: str) -> str:
    return f"{reverse(name, args=[asked.page.noun])}?{asked.query.urlencode()}"


def _holds(user: Any, permission: str) -> bool:
    try:
        return may(user, permission)
    except LookupError:  # a noun without this right
        return False
