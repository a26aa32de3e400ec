"""The body of a letter as blocks for the paper: paragraphs, headings and list items with their runs of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]

_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 12}).disable(["image", "entity"])


def blocks_of(body: str) -> list[Block]:
    """Each block is {"kind": paragraph | heading | item, "mark", "level", "runs": [{"text", "bold"}]}; a line break is
    the text "\\n"."""
    found: list[Block] = []
    lists: list[int | None] = []
    is_heading, mark = False, ""
    for token in _PARSER.parse(body):
        match token.type:
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                number = lists[-1]
                mark = "•" if number is None else f"{number}."
                lists[-1] = None if number is None else number + 1
            case "heading_open" | "heading_close":
                is_heading = token.type == "heading_open"
            case "inline":
                kind = "item" if lists else "heading" if is_heading else "paragraph"
                runs = _runs(token.children or [])
                found.append({"kind": kind, "mark": mark, "level": max(len(lists), 1), "runs": runs})
                mark = ""
            case "fence" | "code_block":
                lines = [{"text": one, "bold": False} for one in token.content.rstrip("\n").splitlines(keepends=True)]
                runs = [part for line in lines for part in _broken(line)]
                found.append({"kind": "paragraph", "mark": "", "level": 1, "runs": runs})
    return found


def _runs(children: Sequence[Token]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    strong = 0
    address = ""
    for child in children:
        if child.type == "strong_open":
            strong += 1
        elif child.type == "strong_close":
            strong -= 1
        elif child.type in ("softbreak", "hardbreak"):
            found.append({"text": "\n", "bold": False})
        elif child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            # On paper nobody can follow a link that is not written out.
            if address and address.removeprefix("mailto:") != (found[-1]["text"] if found else ""):
                found.append({"text": f" ({address})", "bold": False})
            address = ""
        elif child.content:
            found.append({"text": child.content, "bold": strong > 0})
    return found


def _broken(line: dict[str, Any]) -> list[dict[str, Any]]:
    text = str(line["text"])
    return [{**line, "text": text.rstrip("\n")}, {"text": "\n", "bold": False}] if text.endswith("\n") else [line]
