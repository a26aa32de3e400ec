"""The pages of the gallery: Markdown whose Python blocks run, one after the other, from the root of the clone.

A block of text right after a block of Python is what that block prints. `<!-- reads: path -->` names a file that a page
needs, from the root of the clone.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "gallery"

_BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_READS = re.compile(r"^<!-- reads: (\S+) -->$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+)\.png\)")


@dataclass(frozen=True)
class Block:
    """`said` is None where the page does not tell what is printed."""

    code: str
    said: str | None
    line: int


@dataclass(frozen=True)
class Page:
    name: str
    blocks: tuple[Block, ...]
    reads: tuple[Path, ...]
    pictures: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        return [path.name for path in self.reads if not path.exists()]


def pages() -> list[Page]:
    return [read(path) for path in sorted(FOLDER.glob("*.md")) if path.name != "README.md"]


def read(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    found = list(_BLOCK.finditer(text))
    blocks = []
    for place, match in enumerate(found):
        if match[1] != "python":
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        told = after is not None and after[1] == "text" and not text[match.end() : after.start()].strip()
        said = after[2] if told and after is not None else None
        blocks.append(Block(match[2], said, text.count("\n", 0, match.start()) + 2))
    reads = tuple((ROOT / one).resolve() for one in _READS.findall(text))
    return Page(path.stem, tuple(blocks), reads, tuple(_PICTURE.findall(text)))


def run(page: Page) -> Iterator[tuple[Block, str, dict[str, Any]]]:
    """Each block with what it printed, and the names as they stand after it."""
    names: dict[str, Any] = {"__name__": f"gallery_{page.name}"}
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        for block in page.blocks:
            printed = io.StringIO()
            source = "\n" * (block.line - 1) + block.code
            with contextlib.redirect_stdout(printed):
                exec(compile(source, str(FOLDER / f"{page.name}.md"), "exec"), names)
            yield block, printed.getvalue(), names
    finally:
        os.chdir(before)
