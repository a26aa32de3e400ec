"""Address books as phones and mail programs write them (vCard 3 and 4, RFC 2426 and 6350): one card is one row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from . import limits
from .batch import Block, Cell, RefusalReason, RefusedRow
from .content import Packing
from .table import Table
from .text_pieces import TextPieces

#: Named so that the mapping knows them.
COLUMNS: Final = (
    "uid", "customer type", "full name", "name prefix", "given name", "family name", "nickname", "phone", "phone 2",
    "email", "birth date", "address", "district", "province", "postcode", "country", "note",
)  # fmt: skip
_ROWS_PER_BLOCK: Final = 2_000
_LINE: Final = re.compile(
    r"(?:[A-Za-z0-9-]+\.)?(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(?P<value>.*)"
)
_PART: Final = re.compile(r"(?:[^;\\]|\\.)*")
_ESCAPED: Final = re.compile(r"\\(.)")
# Without a year (--0412) a birthday is no date of birth.
_DAY: Final = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:T.*)?")


@dataclass(kw_only=True)
class VCardTable(Table):
    """Rows are counted by card, the first being row 1. A card without UID is known by what it says."""

    packing: Packing

    def blocks(self) -> Iterator[Block]:
        row = first = self.first_data_row
        cards: list[dict[str, str]] = []
        numbers: list[int] = []
        refused: list[RefusedRow] = []
        weight = 0
        for lines in self._cards():
            card = read_card(lines)
            if card is None:
                refused.append(RefusedRow(row, RefusalReason.BAD_CARD, lines[0][: limits.EXCERPT_CHARS]))
            else:
                cards.append(card)
                numbers.append(row)
            weight += sum(map(len, lines))
            row += 1
            if row - first >= _ROWS_PER_BLOCK:
                yield _block(row, numbers, cards, refused, weight)
                first, cards, numbers, refused, weight = row, [], [], [], 0
        if row > first:
            yield _block(row, numbers, cards, refused, weight)

    def _cards(self) -> Iterator[list[str]]:
        """Unfolded lines between BEGIN and END. A card that never ends runs into the next one and is refused with it."""
        assert self.encoding is not None
        lines: list[str] = []
        inside = False
        for piece in TextPieces(self.path, self.packing, self.encoding):
            for line in piece.lstrip("\ufeff").split("\n"):
                mark = line.strip().upper()
                if mark == "BEGIN:VCARD":
                    if inside:
                        yield ["BEGIN:VCARD", *lines[:1]]
                    inside, lines = True, []
                elif mark == "END:VCARD" and inside:
                    yield lines or [""]
                    inside = False
                elif inside and line[:1] in (" ", "\t") and lines:
                    lines[-1] += line[1:]
                elif inside and line:
                    lines.append(line)
        if inside:
            yield ["BEGIN:VCARD", *lines[:1]]


def read_card(lines: list[str]) -> dict[str, str] | None:
    """None for what is no card: a line without a name, or nothing that tells who it is."""
    card = dict.fromkeys(COLUMNS, "")
    organisation = kind = ""
    phones: list[str] = []
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        name, value = found["name"].upper(), found["value"]
        if name == "N":
            family, given, _more, prefix = (_parts(value) + [""] * 4)[:4]
            card["family name"], card["given name"], card["name prefix"] = family, given, prefix
        elif name == "ORG":
            organisation = organisation or _parts(value)[0]
        elif name == "TEL":
            phones.append(_plain(value).removeprefix("tel:"))
        elif name == "ADR" and not card["address"]:
            box, more, street, town, region, code, country = (_parts(value) + [""] * 7)[:7]
            card["address"] = " ".join(one for one in (box, more, street) if one)
            card["district"], card["province"], card["postcode"], card["country"] = town, region, code, country
        elif name == "KIND":
            kind = value.strip().lower()
        elif name == "BDAY" and (day := _DAY.fullmatch(value.strip())):
            card["birth date"] = "-".join(day.groups())
        elif name in _PLAIN and not card[_PLAIN[name]]:
            card[_PLAIN[name]] = _plain(value).removeprefix("mailto:")
    card["phone"], card["phone 2"] = ([*phones, "", ""])[:2]
    if kind == "org" or (organisation and not (card["given name"] or card["family name"])):
        card["customer type"], card["full name"] = "organization", organisation or card["full name"]
    if not any(card[name] for name in ("full name", "given name", "family name", "phone", "email")):
        return None
    card["uid"] = card["uid"].removeprefix("urn:uuid:") or _digest(card)
    return card


_PLAIN: Final = {"UID": "uid", "FN": "full name", "NICKNAME": "nickname", "EMAIL": "email", "NOTE": "note"}


def _block(row: int, numbers: list[int], cards: list[dict[str, str]], refused: list[RefusedRow], weight: int) -> Block:
    columns: list[list[Cell]] = [[card[name] or None for card in cards] for name in COLUMNS]
    return Block(row, numbers, columns, refused, weight=weight)


def _parts(value: str) -> list[str]:
    """The components of a value, divided by semicolons that are not escaped."""
    parts, position = [], 0
    while True:
        found = _PART.match(value, position)
        end = found.end() if found else position
        parts.append(_plain(value[position:end]))
        if end >= len(value):
            return parts
        position = end + 1


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value).strip()


def _digest(card: dict[str, str]) -> str:
    said = "|".join(card[name] for name in ("full name", "given name", "family name", "phone", "email"))
    return f"card-{hashlib.blake2b(said.encode(), digest_size=8).hexdigest()}"
