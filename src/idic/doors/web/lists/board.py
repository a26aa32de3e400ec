"""A list as a board: a column for each code of the noun's state, the first cards of each, a bounded count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from idic.doors.web.lists.asked import Asked
from idic.doors.web.lists.cells import EMPTY, Cell, names_of, renderer
from idic.doors.web.lists.table import url_maker
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.languages import formats
from idic.foundation.nouns.compiling import narrowed_by
from idic.foundation.nouns.registry import listed_rows, make_ready, noun_of
from idic.foundation.paging.keyset import bounded_count
from idic.foundation.views.groups import access_to
from idic.methods.predicate import Leaf, Operator

CARDS = 20
MOST_COLUMNS = 8
_LINES = 3


@dataclass(frozen=True)
class Card:
    pk: int
    version: int
    title: str
    url: str
    lines: list[SafeString]


@dataclass(frozen=True)
class BoardColumn:
    code: str
    label: str
    tone: str
    count: str
    cards: list[Card]
    move_url: str
    # everything of this column as a list
    url: str
    has_more: bool


def board_of(asked: Asked, rows: QuerySet[Any]) -> list[BoardColumn]:
    """Two queries for each column; a board of more than a handful of states is a table in disguise."""
    noun = noun_of(asked.page.noun)
    state = asked.fields[noun.board]
    key = asked.sort.removeprefix("-")
    order = asked.fields[key]
    sign = "-" if asked.sort.startswith("-") else ""
    if order.ordered is not None:
        rows = order.ordered(rows)
    found, cards = [], {}
    codes = list(state.choices)[:MOST_COLUMNS]
    for code, _label in codes:
        inside = narrowed_by(
            rows, noun.code, Leaf(state.name, Operator.EQ, code), as_of=timezone.localdate(), fields=asked.fields
        )
        count = bounded_count(inside)
        listed = listed_rows(noun.code, inside).order_by(f"{sign}{order.order}", f"{sign}pk")
        cards[code] = (count, list(listed[: CARDS + 1]) if count.value else [])
    records = [record for _count, some in cards.values() for record in some[:CARDS]]
    make_ready(noun.code, records, asked.user)
    shown = [asked.seen[name] for name in asked.look.columns if name not in (noun.board, "name", "title")][:_LINES]
    names = names_of(shown, records)
    cells: list[tuple[str, Cell]] = [
        (str(one.label), renderer(one, names.get(one.name, {}), asked.page.tones.get(one.name, {}))) for one in shown
    ]
    url = url_maker(asked.page.detail_url)
    move = reverse("lists:move", args=[noun.code])
    param = next((param for param, name in asked.page.quick_params.items() if name == noun.board), "")
    for code, label in codes:
        count, some = cards[code]
        shown_count = formats.number(count.value) + ("+" if count.is_more else "")
        found.append(
            BoardColumn(
                code, str(label), asked.page.tones.get(noun.board, {}).get(code, "neutral"), shown_count,
                [_card(record, noun, cells, url) for record in some[:CARDS]], move,
                asked.address(display="table", **({param: code} if param else {})), len(some) > CARDS,
            )
        )  # fmt: skip
    return found


def may_move(asked: Asked) -> bool:
    noun = noun_of(asked.page.noun)
    return noun.change is not None and access_to(asked.user, noun.code, asked.fields[noun.board]) == GroupAccess.CHANGED


def _card(record: Any, noun: Any, cells: list[tuple[str, Cell]], url: Any) -> Card:
    lines = [SafeString(cell(record)) for _label, cell in cells]
    told = [line for line in lines if line != EMPTY]
    return Card(record.pk, noun.version_of(record), noun.title(record), url(record), told)
