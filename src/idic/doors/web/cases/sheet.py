"""Cleaned HTML of a mail, made ready to be read: pictures that came with it, links that say where they lead, quotes folded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_VOID = frozenset({"br", "hr", "img", "col"})
# What looks like an address to whoever reads it.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/]+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.I)


@dataclass(frozen=True)
class Sheet:
    html: SafeString
    # pictures that would have been fetched from elsewhere
    left_out: int


def sheet_of(html: str, pictures: Mapping[str, str]) -> Sheet:
    """`pictures`: the name by which the text calls one -> where it is handed out."""
    writer = _Writer(pictures)
    writer.feed(html)
    writer.close()
    body = "".join(writer.written)
    # nothing but a quote: folded, the mail would look empty
    if not writer.has_own_words:
        body = body.replace("<details", "<details open")
    return Sheet(SafeString(body), writer.left_out)


class _Writer(HTMLParser):
    """Every sign of the mail is escaped again."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self._pictures = pictures
        self._quotes = 0
        self._leads_to = ""
        self._words: list[str] = []
        self.written: list[str] = []
        self.left_out = 0
        self.has_own_words = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._picture(given)
            return
        if tag == "blockquote":
            self._quotes += 1
            if self._quotes == 1:
                self.written.append(f'<details class="quoted"><summary>{escape(_("Quoted text"))}</summary>')
        if tag == "a":
            self._leads_to, self._words = target_of(given.get("href", "")), []
            if self._leads_to:
                given |= {"target": "_blank", "title": given["href"]}
        self.written.append(_opened(tag, given))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self.written.append(f"</{tag}>")
        if tag == "blockquote":
            self._quotes -= 1
            if self._quotes == 0:
                self.written.append("</details>")
        if tag == "a" and self._leads_to:
            self._tell_target()

    def handle_data(self, data: str) -> None:
        self.has_own_words |= self._quotes == 0 and bool(data.strip())
        self._words.append(data)
        self.written.append(escape(data))

    def _picture(self, given: dict[str, str]) -> None:
        source = given.get("src", "")
        name = unquote(source[4:]) if source.lower().startswith("cid:") else ""
        if name in self._pictures and name:
            source = self._pictures[name]
        elif not source.lower().startswith("data:image/"):
            self.left_out += not name
            if words := given.get("alt", "").strip():
                self.written.append(f'<span class="left-out">{escape(words)}</span>')
            return
        self.has_own_words |= self._quotes == 0
        self.written.append(_opened("img", given | {"src": source, "loading": "lazy"}))

    def _tell_target(self) -> None:
        """Unless the words of the link name it already. Words that name another address are what a trap looks like."""
        words = "".join(self._words).lower()
        if self._leads_to not in words:
            kind = "leads-to leads-elsewhere" if _ADDRESS.search(words) else "leads-to"
            self.written.append(f' <span class="{kind}">[{escape(self._leads_to)}]</span>')
        self._leads_to = ""


def target_of(href: str) -> str:
    """The server behind a link, in the letters that machines read, for those of other scripts can look alike."""
    try:
        found = urlsplit(href)
        host = found.hostname or ""
    except ValueError:
        return "?"
    if found.scheme in ("http", "https"):
        try:
            return host if host.isascii() else host.encode("idna").decode("ascii")
        except UnicodeError:
            return "?"
    return unquote(found.path).lower() if found.scheme in ("mailto", "tel") else ""


def _opened(tag: str, given: Mapping[str, str]) -> str:
    attributes = (f' {name}="{escape(value)}"' for name, value in given.items())
    return f"<{tag}{''.join(attributes)}>"
