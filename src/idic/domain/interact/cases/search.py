"""By what words of theirs cases are found, in three scripts."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from idic.methods.search_keys import Query, text_for_index, tokens_for_index, tokens_for_query

#: Letters of a case that are searched: the title, what was asked, and what was said until these are used up.
SEARCHED = 4_000
_LONGEST_QUERY = 100
_REGIONS = {"Asia/Bangkok": "TH", "Asia/Shanghai": "CN", "Asia/Taipei": "TW"}


def keys_of(texts: Iterable[str], *, codes: Iterable[str] = (), emails: Iterable[str] = ()) -> tuple[str, list[str]]:
    """The folded text and its tokens."""
    left, taken = SEARCHED, []
    for text in texts:
        piece = text[:left]
        if piece:
            taken.append(piece)
        left -= len(piece)
    lines = [line for piece in taken for line in piece.splitlines() if line.strip()]
    codes, emails = list(codes), list(emails)
    return text_for_index(lines, codes=codes, emails=emails), tokens_for_index(lines, codes=codes, emails=emails)


def search_query(text: str) -> Query:
    return tokens_for_query(text[:_LONGEST_QUERY], region=_REGIONS.get(settings.TIME_ZONE))
