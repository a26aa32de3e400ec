"""Where the customers of a picture of relations stand: the one it is about in the middle, two steps to either side.

Every customer of the outermost step has a row of its own, so that no name covers another in any script.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category, east_asian_width

from django.urls import reverse

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.relation_picture import RelationPicture
from idic.doors.web.relations.words import tie_in_words

WIDTH, HEIGHT, GAP, ROW = 154, 44, 36, 54
_MARGIN = 4
# So many small Latin letters fit into a box; a capital takes more room, a Chinese sign two places, a Thai mark none.
_PLACES = 20


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    name: str
    full_name: str
    note: str
    url: str
    look: str

    @property
    def text_x(self) -> int:
        return self.x + 12

    @property
    def name_y(self) -> int:
        return self.y + (19 if self.note else 27)

    @property
    def note_y(self) -> int:
        return self.y + 35


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    boxes: list[Box]
    lines: list[str]
    cross_lines: list[str]
    box_width: int = WIDTH
    box_height: int = HEIGHT


@dataclass(frozen=True)
class PictureRow:
    """The picture as a table: who, what they are, to whom."""

    customer: Customer
    words: str
    to: Customer


def rows_of(picture: RelationPicture) -> list[PictureRow]:
    return [
        PictureRow(picture.customers[tie.far], tie_in_words(tie), picture.customers[tie.near])
        for tie in [*picture.ties, *picture.again, *picture.cross]
    ]


def drawing_of(picture: RelationPicture) -> Drawing:
    notes: dict[int, list[str]] = {}
    for tie in [*picture.ties, *picture.again]:
        notes.setdefault(tie.far, []).append(tie_in_words(tie))
    children: dict[int, list[int]] = {}
    for tie in picture.ties:
        children.setdefault(tie.near, []).append(tie.far)
    sides: dict[int, list[int]] = {1: [], -1: []}
    rows = {1: 0, -1: 0}
    for pk in children.get(picture.centre.pk, []):
        side = 1 if rows[1] <= rows[-1] else -1
        sides[side].append(pk)
        rows[side] += max(1, len(children.get(pk, [])))
    tallest = max(1, *rows.values())
    places: dict[int, tuple[int, int]] = {picture.centre.pk: (0, (tallest * ROW - ROW) // 2)}
    for side, firsts in sides.items():
        row = (tallest - rows[side]) * ROW // 2
        for pk in firsts:
            seconds = children.get(pk, [])
            for position, second in enumerate(seconds):
                places[second] = (2 * side, row + position * ROW)
            places[pk] = (side, row + max(0, len(seconds) - 1) * ROW // 2)
            row += max(1, len(seconds)) * ROW
    leftmost = min(column for column, _y in places.values())
    rightmost = max(column for column, _y in places.values())
    # Two of the outermost column are tied by a bow beside it.
    margin = _MARGIN + (GAP // 2 if picture.cross else 0)
    at = {
        pk: (margin + (column - leftmost) * (WIDTH + GAP), _MARGIN + y + (ROW - HEIGHT) // 2)
        for pk, (column, y) in places.items()
    }
    boxes = [
        _box(
            picture.customers[pk],
            *at[pk],
            note=" · ".join(dict.fromkeys(notes.get(pk, []))),
            is_centre=pk == picture.centre.pk,
        )
        for pk in at
    ]
    lines = [_line(at[tie.near], at[tie.far]) for tie in picture.ties]
    cross = [_line(at[tie.near], at[tie.far]) for tie in picture.cross]
    return Drawing(
        2 * margin + (rightmost - leftmost) * (WIDTH + GAP) + WIDTH, 2 * _MARGIN + tallest * ROW, boxes, lines, cross
    )


def shortened(text: str, places: int = _PLACES) -> str:
    taken = 0.0
    for position, sign in enumerate(text):
        taken += _room(sign)
        if taken > places:
            return text[: position - 1].rstrip() + "…"
    return text


def _room(sign: str) -> float:
    if category(sign) in ("Mn", "Cf"):
        return 0
    if east_asian_width(sign) in "WF":
        return 2
    return 1.3 if category(sign) == "Lu" else 1


def _box(customer: Customer, x: int, y: int, *, note: str, is_centre: bool) -> Box:
    look = "centre" if is_centre else "organisation" if customer.kind == CustomerKind.ORGANISATION else "person"
    return Box(
        x, y, shortened(customer.name), customer.name, shortened(note, _PLACES + 4),
        reverse("customers:detail", args=[customer.pk]), look,
    )  # fmt: skip


def _line(near: tuple[int, int], far: tuple[int, int]) -> str:
    """A bow from the edge of one box to the edge of the other; beside the column where both stand in one."""
    (x1, y1), (x2, y2) = near, far
    middle1, middle2 = y1 + HEIGHT // 2, y2 + HEIGHT // 2
    if x1 == x2:
        edge = x1 + WIDTH
        return f"M{edge} {middle1} C{edge + GAP // 2} {middle1} {edge + GAP // 2} {middle2} {edge} {middle2}"
    start, end = (x1 + WIDTH, x2) if x2 > x1 else (x1, x2 + WIDTH)
    bend = (start + end) // 2
    return f"M{start} {middle1} C{bend} {middle1} {bend} {middle2} {end} {middle2}"
