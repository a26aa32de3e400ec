"""HTML of strangers, without all that runs, loads or tells the sender that it was read."""

from __future__ import annotations

import re
from html import unescape

import nh3

from idic.domain.interact.mail.parsing.styles import reduced

_TAGS = {
    "a", "abbr", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "div",
    "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
}  # fmt: skip
_CELL = {"align", "valign", "bgcolor", "width", "height", "colspan", "rowspan"}
_ATTRIBUTES = {
    "a": {"href"}, "td": _CELL, "th": _CELL, "tr": {"align", "valign", "bgcolor"}, "ol": {"start"}, "hr": {"width", "size"},
    "table": {"align", "bgcolor", "width", "border", "cellpadding", "cellspacing"}, "font": {"color", "size", "face"},
    "img": {"src", "alt", "width", "height"}, "p": {"align"}, "div": {"align"}, "col": {"width"}, "*": {"dir", "lang", "style"},
}  # fmt: skip
_BLOCKS = {"br", "p", "div", "tr", "li", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"}
_UNSEEN = {"script", "style", "title", "template", "svg", "math", "noscript", "iframe", "object", "select", "textarea"}
_REMOTE = re.compile(r"<img\b[^<>]{0,2000}\bsrc\s*=\s*[\"']?\s*(?:https?:)?//|url\(\s*[\"']?\s*(?:https?:)?//", re.I)
_BLOCK_END = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote|hr)\b[^>]{0,200}>", re.I)
_CELL_END = re.compile(r"</t[dh]\s*>", re.I)
_QUOTED = re.compile(r"<blockquote\b", re.I)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.I)
_WITHIN = re.compile(r"data:image/(?:png|gif|jpeg|webp);base64,[A-Za-z0-9+/=\s]{1,700000}$", re.I)
#: Beyond it the text is taken and the looks are left.
LONGEST = 2_000_000


def cleaned(html: str) -> tuple[str, int]:
    """And how many pictures it would have fetched from elsewhere: of such a one the place and its words stay, without an
    address. Pictures that came with the mail keep the name by which they are found."""
    remote = len(_REMOTE.findall(html))
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=_attribute, clean_content_tags=_UNSEEN,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"}, url_relative="deny",
        link_rel="noopener noreferrer nofollow", strip_comments=True,
    ).replace("\x00", "").strip(), remote  # fmt: skip


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return reduced(value) or None
    if name == "src":
        return value if value.lower().startswith("cid:") or _WITHIN.match(value) else None
    if name == "href":
        return value.strip() if _LINK.match(value.strip()) else None
    return value[:300]


def text_of(html: str) -> str:
    """The words alone, a line for each block."""
    bare = nh3.clean(html, tags=_BLOCKS, attributes={}, clean_content_tags=_UNSEEN, strip_comments=True)
    bare = bare.replace("\r", "").replace("\n", " ")
    lined = _BLOCK_END.sub("\n", _CELL_END.sub(" ", bare))
    plain = unescape(nh3.clean(lined, tags=set(), attributes={})).replace("\xa0", " ")
    lines = [" ".join(line.split()) for line in plain.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
