"""The rows that a list shows, with their count and the ways to the pages beside them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from idic.doors.web.lists.asked import Asked
from idic.doors.web.lists.searched import Hits, can_be_searched, hits_of, is_place
from idic.doors.web.lists.table import plain_rows_html, rows_html
from idic.foundation.accounts.rules import may, require, scope_of
from idic.foundation.nouns.fields import ReadChoices
from idic.foundation.nouns.registry import listed_rows, noun_of
from idic.foundation.nouns.search import Marks, TextSearch
from idic.foundation.paging.keyset import (
    COUNT_LIMIT,
    BoundedCount,
    Order,
    bounded_count,
    keyset_page,
    read_cursor,
    token_after,
    token_before,
)
from idic.foundation.paging.plain import NO_ROWS, PlainPage, plain_page
from idic.foundation.stamps.kept import held_stamp
from idic.foundation.storage.memory import HeldFor
from idic.foundation.storage.remembered import PlainRows, Row
from idic.foundation.views.looks import narrowed, quick_leaf
from idic.foundation.views.offers import acts_of
from idic.methods.predicate.tree import All, Leaf, Node, leaves

# “1,000+” still holds ten seconds later; a number that was counted is counted again.
_beyond_limit: HeldFor[BoundedCount] = HeldFor(10.0, 256)


@dataclass(frozen=True)
class Found:
    rows_html: SafeString
    shown: int
    count: BoundedCount
    next: str | None
    previous: str | None


def find(asked: Asked, known: BoundedCount | None = None) -> Found:
    """`known`: how many there are, where the page has counted them already."""
    page, user = asked.page, asked.user
    noun = noun_of(page.noun)
    require(user, noun.permission("see"))
    one = asked.fields[asked.sort.removeprefix("-")]
    order, cursor = Order(one.order, asked.sort.startswith("-")), asked.query.get("after") or asked.query.get("before")
    if asked.look.q and one.ordered is None and can_be_searched(noun.model, order):
        return _searched(asked, order, cursor)
    key = _key_of(asked) if page.is_plain else None
    count, rows = counted(asked, key) if known is None else (known, lambda: _inside(asked))
    is_named = known is None and asked.is_narrowed and not count.is_more
    if is_named:
        key = None  # paged by their names, which differ each time

    def listed() -> QuerySet[Any]:
        return listed_rows(page.noun, one.ordered(rows()) if one.ordered is not None else rows())

    if not page.is_plain:
        found = keyset_page(listed(), order, cursor=cursor)
        html = rows_html(asked, found.rows, selectable=is_selectable(asked))
        return Found(html, len(found.rows), count, found.next, found.previous)
    if is_named or one.ordered is not None or page.sees_all is None or page.sees_all(user):
        plain = plain_page(listed, order, cursor=cursor, key=key)
    else:
        plain = plain_page(rows, order, cursor=cursor, key=key, listed=partial(listed_rows, page.noun))
    html = plain_rows_html(asked, plain.rows, plain.record, selectable=is_selectable(asked))
    return Found(html, len(plain.rows), count, plain.next, plain.previous)


def _searched(asked: Asked, order: Order, cursor: str | None) -> Found:
    noun, start = noun_of(asked.page.noun), read_cursor(cursor)
    visible = noun.visible(asked.user, noun.permission("see"))
    inside = narrowed(visible, noun.code, asked.held, asked.fields)
    if start is not None and not is_place(noun.model, order, start):
        # A cursor of another order, kept in an old link.
        start = None
    marks = noun.search.marks if isinstance(noun.search, TextSearch) else None
    if marks is not None:
        inside = marks.carried(inside, *_told(asked, marks))
    hits = hits_of(visible, inside, order, start, marks=marks)
    plain = _named_page(asked, hits, order)
    write = plain_rows_html if asked.page.is_plain else _rows_html
    html = write(asked, plain.rows, plain.record, selectable=is_selectable(asked))
    return Found(html, len(plain.rows), hits.count, plain.next, plain.previous)


def _told(asked: Asked, marks: Marks) -> list[Sequence[int]]:
    """What the marks of everything that is asked for are known to be."""
    leaves = _all_of(asked.held.rule) if asked.held.rule is not None else []
    quick = [quick_leaf(asked.fields[name], value) for name, value in asked.held.look.quick.items()]
    told = [marks.of_leaf(leaf) for leaf in (*leaves, *quick) if leaf is not None]
    return [one for one in (marks.of_reader(asked.user, noun_of(asked.page.noun).permission("see")), *told) if one]


def _all_of(rule: Node) -> list[Leaf]:
    """The conditions that hold of everything found."""
    if isinstance(rule, Leaf):
        return [rule]
    return [leaf for child in rule.children for leaf in _all_of(child)] if isinstance(rule, All) else []


def _named_page(asked: Asked, hits: Hits, order: Order) -> PlainPage:
    noun = noun_of(asked.page.noun)
    if not hits.pks:
        return NO_ROWS
    read = PlainRows(
        listed_rows(noun.code, noun.model._default_manager.filter(pk__in=list(hits.pks))), is_prepared=False
    )
    by_pk = {row[0]: row for row in read()}
    rows = [by_pk[pk] for pk in hits.pks if pk in by_pk]
    return PlainPage(
        rows, read.record,
        token_after(read.record(rows[-1]), order) if rows and hits.has_next else None,
        token_before(read.record(rows[0]), order) if rows and hits.has_previous else None,
    )  # fmt: skip


def _rows_html(asked: Asked, rows: Sequence[Row], record: Callable[[Row], Any], *, selectable: bool) -> SafeString:
    return rows_html(asked, [record(row) for row in rows], selectable=selectable)


def is_selectable(asked: Asked) -> bool:
    return any(may(asked.user, act.permission) for act in acts_of(asked.page.noun)) or may_export(asked)


def may_export(asked: Asked) -> bool:
    try:
        return may(asked.user, noun_of(asked.page.noun).permission("export"))
    except LookupError:  # a noun without this right
        return False


def _key_of(asked: Asked) -> Hashable:
    """Everything that the rows' statement follows from, as long as no search narrows them. A choice of the bar and a rule
    may look at today, and at what stands in small tables."""
    user, look, noun = asked.user, asked.look, noun_of(asked.page.noun)
    base = (noun.code, scope_of(user, noun.permission("see")), user.rights.key, user.pk, user.team_id)
    if not asked.is_narrowed:
        return base
    if look.q or held_stamp() is None or (asked.held.rule is not None and not has_known_rule(asked)):
        return None
    return (*base, tuple(sorted(look.quick.items())), look.where, timezone.localdate(), held_stamp())


def has_known_rule(asked: Asked) -> bool:
    """Whether the rule, and what it says in words, follows from its text, the reader and watched tables alone."""
    names = {one.field for _path, one in leaves(asked.held.rule)} if asked.held.rule is not None else set()
    fields = [asked.fields[name] for name in names - asked.page.watched]
    return not any(one.names is not None or isinstance(one.choices, ReadChoices) for one in fields)


def counted(asked: Asked, key: Hashable = None) -> tuple[BoundedCount, Callable[[], QuerySet[Any]]]:
    """What is found is counted up to the bound. So few that the count named them all are paged by their names: walking a
    million customers in the order of the list to find ten of them would take the database far longer."""
    noun = noun_of(asked.page.noun)
    if not asked.is_narrowed:
        return _counted_all(lambda: _inside(asked), key), lambda: _inside(asked)
    if key is not None and (known := _beyond_limit.get(key)) is not None:
        return known, lambda: _inside(asked)
    inside = _inside(asked)
    found = list(inside.order_by().values_list("pk", flat=True)[: COUNT_LIMIT + 1])
    if len(found) > COUNT_LIMIT:
        count = BoundedCount(COUNT_LIMIT, True)
        if key is not None:
            _beyond_limit.keep(key, count)
        return count, lambda: inside
    return BoundedCount(len(found), False), lambda: noun.model._default_manager.filter(pk__in=found)


def _inside(asked: Asked) -> QuerySet[Any]:
    noun = noun_of(asked.page.noun)
    return narrowed(noun.visible(asked.user, noun.permission("see")), noun.code, asked.held, asked.fields)


def _counted_all(rows: Callable[[], QuerySet[Any]], key: Hashable) -> BoundedCount:
    if key is not None and (known := _beyond_limit.get(key)) is not None:
        return known
    count = bounded_count(rows())
    if key is not None and count.is_more:
        _beyond_limit.keep(key, count)
    return count
