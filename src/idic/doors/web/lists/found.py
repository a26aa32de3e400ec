"""The rows that a list shows, with their count and the ways to the pages beside them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from idic.doors.web.lists.asked import Asked
from idic.doors.web.lists.page import ListPage
from idic.doors.web.lists.searched import Hits, can_be_searched, hits_of, is_place
from idic.doors.web.lists.table import plain_rows_html, rows_html
from idic.doors.web.lists.told import told_marks
from idic.doors.web.lists.written import Texts, Written
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
from idic.foundation.storage.memory import HeldFor, Memory
from idic.foundation.storage.remembered import PlainRows, Row, one_of
from idic.foundation.views.looks import narrowed
from idic.foundation.views.offers import acts_of
from idic.methods.predicate.tree import leaves

# “1,000+” still holds ten seconds later; a number that was counted is counted again.
_beyond_limit: HeldFor[BoundedCount] = HeldFor(10.0, 256)
# Numbers that no row has, while a statement is composed.
_SOME = [907_153_846_013]
_by_name: Memory[PlainRows[Any]] = Memory(64)
_texts: Memory[Texts] = Memory(256)


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
    key = _key_of(asked) if page.is_plain and not asked.look.q else None
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
    if start is not None and not is_place(noun.model, order, start):
        # A cursor of another order, kept in an old link.
        start = None
    marks = noun.search.marks if isinstance(noun.search, TextSearch) else None
    told = told_marks(asked, marks) if marks is not None else []

    def inside() -> QuerySet[Any]:
        return marks.carried(_inside(asked), *told) if marks is not None else _inside(asked)

    key = _key_of(asked) if asked.page.is_plain else None
    known = None if key is None else _beyond_limit.get((key, asked.look.q))
    hits = hits_of(
        lambda: noun.visible(asked.user, noun.permission("see")), inside, order, start, marks=marks, known=known,
        written=None if key is None else _written_of(asked, order, marks, told, key),
    )  # fmt: skip
    if key is not None and known is None and hits.count.is_more:
        _beyond_limit.keep((key, asked.look.q), hits.count)
    plain = _named_page(asked, hits, order)
    write = plain_rows_html if asked.page.is_plain else _rows_html
    html = write(asked, plain.rows, plain.record, selectable=is_selectable(asked))
    return Found(html, len(plain.rows), hits.count, plain.next, plain.previous)


def _written_of(
    asked: Asked, order: Order, marks: Marks | None, told: Sequence[Sequence[int]], key: Hashable
) -> Written | None:
    """Composed once for all texts of which as much reaches the database."""
    search = noun_of(asked.page.noun).search
    if not isinstance(search, TextSearch) or (values := search.read(asked.look.q)) is None:
        return None
    case = (key, order, tuple(map(tuple, told)), *map(type, values))
    composed = _texts.get(case)
    if composed is None:

        def rows(*marked: Any) -> QuerySet[Any]:
            found = search.narrow(_inside(asked, has_text=False), *marked)
            return marks.carried(found, *told) if marks is not None else found

        _texts.keep(case, composed := Texts(rows, values, order, marks))
    return composed.written(values)


def _named_page(asked: Asked, hits: Hits, order: Order) -> PlainPage:
    if not hits.pks:
        return NO_ROWS
    read = _named_rows(asked.page)
    by_pk = {row[0]: row for row in read(list(hits.pks))}
    rows = [by_pk[pk] for pk in hits.pks if pk in by_pk]
    return PlainPage(
        rows, read.record,
        token_after(read.record(rows[-1]), order) if rows and hits.has_next else None,
        token_before(read.record(rows[0]), order) if rows and hits.has_previous else None,
    )  # fmt: skip


def _named_rows(page: ListPage) -> PlainRows[Any]:
    """To be asked for with a list of numbers."""
    known = _by_name.get(page.noun)
    if known is None:
        some = noun_of(page.noun).model._default_manager.filter(one_of("pk", _SOME))
        known = PlainRows(listed_rows(page.noun, some), _SOME, is_prepared=page.is_plain)
        if page.is_plain:
            _by_name.keep(page.noun, known)
    return known


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
    """Everything that the rows' statement follows from, but for the text that is searched for. A choice of the bar and a rule
    may look at today, and at what stands in small tables."""
    user, look, noun = asked.user, asked.look, noun_of(asked.page.noun)
    base = (noun.code, scope_of(user, noun.permission("see")), user.rights.key, user.pk, user.team_id)
    if not asked.is_narrowed:
        return base
    if held_stamp() is None or (asked.held.rule is not None and not has_known_rule(asked)):
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


def _inside(asked: Asked, *, has_text: bool = True) -> QuerySet[Any]:
    noun, held = noun_of(asked.page.noun), asked.held
    held = held if has_text else replace(held, look=replace(held.look, q=""))
    return narrowed(noun.visible(asked.user, noun.permission("see")), noun.code, held, asked.fields)


def _counted_all(rows: Callable[[], QuerySet[Any]], key: Hashable) -> BoundedCount:
    if key is not None and (known := _beyond_limit.get(key)) is not None:
        return known
    count = bounded_count(rows())
    if key is not None and count.is_more:
        _beyond_limit.keep(key, count)
    return count
