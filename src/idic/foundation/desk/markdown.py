"""The text of a note as safe HTML. HTML in it is shown as text; what is built passes a second wall before a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any

import nh3
from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from idic.foundation.texts import one_line

TEXT_LIMIT = 20_000

_MENTION = re.compile(r"@\[(?:[^\[\]\n]{0,120})\]\(user:(\d{1,18})\)")
_TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "h3", "h4", "h5", "h6", "a",
    "table", "thead", "tbody", "tr", "th", "td", "span",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "span": {"class", "data-person"}}
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6"}
_FURTHEST = 12

Names = Mapping[int, str]


def mentioned_in(text: str) -> list[int]:
    """The people named in a text, each once, in the order of the text."""
    return list(dict.fromkeys(int(found) for found in _MENTION.findall(text)))


def rendered(text: str, names: Names) -> str:
    """`names` are the people of `mentioned_in(text)` under their present names; others keep the name as written."""
    environment: MutableMapping[str, Any] = {"names": names}
    html = _PARSER.render(_without_nul(text), environment)
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )  # fmt: skip


def plain(text: str, names: Names) -> str:
    """One line of it for a list or a mail, mentions as names."""
    told = _MENTION.sub(lambda found: "@" + _name(found, names), _without_nul(text))
    return one_line(told)


def _name(found: re.Match[str], names: Names) -> str:
    return names.get(int(found.group(1))) or found.group(0)[2:].partition("]")[0]


def _without_nul(text: str) -> str:
    return text.replace("\x00", "")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": _FURTHEST})
    parser.enable(["table", "strikethrough"])
    # A picture would be fetched from somebody else's machine and tell them who reads.
    parser.disable("image")
    parser.core.ruler.push("mentions", _mark_mentions)
    parser.add_render_rule("mention", _render_mention)
    return parser


def _mark_mentions(state: Any) -> None:
    """`@[name](user:7)` comes as a text that ends in @ and a link to user:7; both become one token."""
    for block in state.tokens:
        if block.type == "heading_open" or block.type == "heading_close":
            block.tag = _HEADINGS.get(block.tag, block.tag)
        if block.type == "inline" and block.children:
            block.children = _with_mentions(block.children)


def _with_mentions(children: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    position = 0
    while position < len(children):
        token = children[position]
        href = str(token.attrGet("href") or "") if token.type == "link_open" else ""
        before = found[-1] if found else None
        if not href.startswith("user:"):
            found.append(token)
            position += 1
            continue
        end = next(at for at in range(position, len(children)) if children[at].type == "link_close")
        told = "".join(inner.content for inner in children[position + 1 : end])
        if before is not None and before.type == "text" and before.content.endswith("@") and href[5:].isdecimal():
            before.content = before.content[:-1]
            found.append(Token("mention", "", 0, content=told, meta={"user": int(href[5:])}))
        else:
            # A link to nowhere: its words stay.
            found.append(Token("text", "", 0, content=told))
        position = end + 1
    return found


def _render_mention(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    token = tokens[index]
    number = token.meta["user"]
    name = env["names"].get(number) or token.content
    return f'<span class="note-mention" data-person="{number}">@{escape(name)}</span>'


_PARSER = _parser()
