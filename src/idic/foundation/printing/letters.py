"""Every letter of this house: answers by post and by fax, decisions on complaints, letters to a record from a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from idic.foundation.letters.blocks import Block
from idic.foundation.organisation.logos import logo_bytes
from idic.foundation.organisation.queries import Shown, organisation_shown
from idic.foundation.printing.pdf import pdf_of


@dataclass(frozen=True)
class Letter:
    """`sender` is who writes, `date` in words; `address` holds the lines under which it is sent."""

    subject: str
    blocks: Sequence[Block]
    sender: str = ""
    date: str = ""
    address: Sequence[str] = ()
    title: str = ""


def letter_pdf(letter: Letter, *, language: str) -> bytes:
    """Under the letterhead of the organisation in that language; where none is set, under the name of who writes."""
    head = organisation_shown(language)
    data: dict[str, object] = {
        "title": letter.title or letter.subject, "sender": letter.sender, "address": list(letter.address),
        "date": letter.date, "subject": letter.subject, "blocks": list(letter.blocks),
    }  # fmt: skip
    if head.name or head.logo_digest or head.address:
        data |= {"head": _head(head), "author": head.name}
    return pdf_of("letter", data, language=language)


def paragraphs(text: str) -> list[Block]:
    """A text taken as it was typed: no sign of it is markup."""
    return [_paragraph(one) for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]


def _paragraph(text: str) -> Block:
    runs: list[dict[str, object]] = []
    for line in text.strip("\n").splitlines():
        runs += [{"text": "\n", "bold": False}] if runs else []
        runs.append({"text": line, "bold": False})
    return {"kind": "paragraph", "mark": "", "level": 1, "runs": runs}


def _head(shown: Shown) -> dict[str, object]:
    return {"name": shown.name, "lines": [*shown.address, *shown.ways], "logo": _numbers(shown.logo_digest)}


@lru_cache(maxsize=2)
def _numbers(digest: str) -> tuple[int, ...]:
    """The maker reads text alone, so a picture goes to it as the numbers of its bytes."""
    return tuple(logo_bytes(digest))
