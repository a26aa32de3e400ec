"""By what words of its own an article is found."""

from __future__ import annotations

from collections.abc import Iterator

from idic.domain.interact.cases.likeness.store import signature_of
from idic.domain.interact.knowledge.markup import plain
from idic.domain.interact.knowledge.models import ArticleText
from idic.methods.search_keys import text_for_index, tokens_for_index

#: Letters of an article that are searched.
SEARCHED = 12_000
# As many as the index reads of one line; neighbouring pieces overlap, so that nothing is lost at a cut.
_LINE, _OVERLAP = 280, 20


def set_search(text: ArticleText) -> None:
    """Of what readers see."""
    body = plain(text.published_text)[:SEARCHED]
    lines = [piece for line in body.splitlines() for piece in _pieces(line)]
    text.title_keys = text_for_index([text.published_title])
    text.search_text = text_for_index(lines)
    text.search_keys = tokens_for_index([text.published_title, *lines])
    text.signature = signature_of(f"{text.published_title}\n{body}", size=48)


def _pieces(line: str) -> Iterator[str]:
    line = line.strip()
    for start in range(0, len(line), _LINE - _OVERLAP):
        yield line[start : start + _LINE]
        if start + _LINE >= len(line):
            break
