"""HTML of strangers, without all that runs, loads or tells the sender that it was read."""

from __future__ import annotations

import re
from html import unescape

import nh3

_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl", "dt", "em",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"},
    "*": {"dir", "lang"},
}  # fmt: skip
_BLOCKS = {"br", "p", "div", "tr", "li", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"}
_UNSEEN = {"script", "style", "title", "template"}
_REMOTE = re.compile(r"<img\b[^>]{0,2000}\bsrc\s*=\s*[\"']?\s*(?:https?:)?//|url\(\s*[\"']?\s*(?:https?:)?//", re.I)
_BLOCK_END = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote|hr)\b[^>]{0,200}>", re.I)
_CELL_END = re.compile(r"</t[dh]\s*>", re.I)
_QUOTED = re.compile(r"<blockquote\b", re.I)
#: Beyond it the text is taken and the looks are left.
LONGEST = 2_000_000


def cleaned(html: str) -> tuple[str, int]:
    """And how many pictures it would have fetched from elsewhere."""
    remote = len(_REMOTE.findall(html))
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, clean_content_tags=_UNSEEN,
        url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener noreferrer nofollow", strip_comments=True,
    ).replace("\x00", "").strip(), remote  # fmt: skip


def text_of(html: str) -> str:
    """The words alone, a line for each block."""
    bare = nh3.clean(html, tags=_BLOCKS, attributes={}, clean_content_tags=_UNSEEN, strip_comments=True)
    bare = bare.replace("\r", "").replace("\n", " ")
    lined = _BLOCK_END.sub("\n", _CELL_END.sub(" ", bare))
    plain = unescape(nh3.clean(lined, tags=set(), attributes={})).replace("\xa0", " ")
    lines = [" ".join(line.split()) for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
