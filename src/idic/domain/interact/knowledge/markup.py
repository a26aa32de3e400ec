"""The text of an article as safe HTML, and as words for search. HTML in it is shown as text; what is built passes a second
wall before a page. Pictures are ours alone (`image:7`), and links lead to the web, to mail and telephone, or to another
article (`article:7`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from idic.domain.interact.knowledge.errors import LinkRefused

LONGEST = 50_000
_SCHEMES = {"http", "https", "mailto", "tel"}
_OWN = re.compile(r"(image|article):([0-9]{1,18})")
_TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "h2", "h3", "h4", "h5", "h6", "a",
    "table", "thead", "tbody", "tr", "th", "td", "img",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "img": {"src", "alt", "loading"}}
# the title of the page is the first heading
_HEADINGS = {f"h{level}": f"h{min(level + 1, 6)}" for level in range(1, 7)}
_FURTHEST = 12

#: (kind, number) -> the address at which this reader finds it; empty where they do not.
Address = Callable[[str, int], str]


def check(text: str) -> None:
    """Every link and picture leads somewhere; raises LinkRefused."""
    for token in _inside(_PARSER.parse(text)):
        if token.type == "link_open" and not _is_good(target := str(token.attrGet("href") or "")):
            raise LinkRefused(target[:80])
        if token.type == "image" and not _is_ours(target := str(token.attrGet("src") or ""), "image"):
            raise LinkRefused(target[:80])


def rendered(text: str, address: Address) -> str:
    tokens = _PARSER.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = _HEADINGS.get(token.tag, token.tag)
    for token in _inside(tokens):
        if token.type == "link_open":
            token.attrSet("href", _resolved(str(token.attrGet("href") or ""), "article", address))
        elif token.type == "image":
            source = str(token.attrGet("src") or "")
            token.attrSet("src", _resolved(source, "image", address) if _is_ours(source, "image") else "")
            token.attrSet("loading", "lazy")
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener nofollow",
    )  # fmt: skip


def plain(text: str) -> str:
    """Its words, a block on each line: for search, for an answer in plain text."""
    lines, marks = list[str](), list[str]()
    for token in _PARSER.parse(text):
        if token.type == "ordered_list_open":
            marks.append("1")
        elif token.type == "bullet_list_open":
            marks.append("-")
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            marks.pop()
        elif token.type == "list_item_open":
            lines.append(f"{token.info}. " if marks[-1] == "1" else "- ")
        elif token.type == "inline":
            words = "".join(_words(token.children or []))
            if lines and lines[-1].endswith((". ", "- ")) and len(lines[-1]) < 6:
                lines[-1] += words
            else:
                lines.append(words)
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip())
    return "\n".join(line for line in lines if line.strip())


def _words(children: list[Token]) -> Iterator[str]:
    for one in children:
        if one.type in ("text", "code_inline"):
            yield one.content
        elif one.type in ("softbreak", "hardbreak"):
            yield "\n"


def _inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _is_good(target: str) -> bool:
    if _is_ours(target, "article"):
        return True
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in ("mailto", "tel") and bool(parts.path)


def _is_ours(target: str, kind: str) -> bool:
    found = _OWN.fullmatch(target)
    return found is not None and found.group(1) == kind


def _resolved(target: str, kind: str, address: Address) -> str:
    found = _OWN.fullmatch(target)
    if found is None:
        return target
    return address(kind, int(found.group(2))) if found.group(1) == kind else ""


def _any_target(url: str) -> bool:
    return True


def _parser() -> MarkdownIt:
    options: dict[str, Any] = {"html": False, "linkify": False, "breaks": True, "maxNesting": _FURTHEST}
    parser = MarkdownIt("commonmark", options)
    parser.enable(["table", "strikethrough"])
    # what may not stand there is told to the writer by `check`, not quietly left as text
    parser.validateLink = _any_target  # type: ignore[method-assign]
    return parser


_PARSER = _parser()
