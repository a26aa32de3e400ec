"""What is known of the words of all cases, and the signature by which one is found among a million (decision 42)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection

from idic.methods.likeness import Statistics, signature, terms_of
from idic.methods.likeness.signature import SIZE

#: Letters of a case that are compared.
COMPARED = 4_000
_KNOWN = """
SELECT t.documents, t.length, c.terms, c.counts FROM
    (SELECT array_agg(term) AS terms, array_agg(count) AS counts FROM cases_termcount WHERE term = ANY(%s::text[])) AS c
    LEFT JOIN cases_termtotals t ON TRUE
"""
# PostgreSQL keeps no index entry of a text much longer, and nobody else writes such a word
_LONGEST_TERM = 60


def compared_text(title: str, text: str) -> str:
    """A mail often says its title again at the beginning; that does no harm."""
    return f"{title}\n{text}"[:COMPARED]


def known_of(terms: Iterable[str]) -> Statistics:
    """The counts of these terms alone, in one statement; nothing while nobody has counted."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [list(terms)])
        documents, length, found, counts = cursor.fetchone() or (None, None, None, None)
    return Statistics(documents or 0, length or 0.0, dict(zip(found or (), counts or (), strict=True)))


def signature_of(text: str, *, size: int = SIZE) -> list[str]:
    return signatures_of([text], size=size)[0]


def signatures_of(texts: Sequence[str], *, size: int = SIZE) -> list[list[str]]:
    """In their order, all by the same counts."""
    cut = [{term: weight for term, weight in terms_of(text).items() if len(term) <= _LONGEST_TERM} for text in texts]
    terms = {term for one in cut for term in one}
    known = known_of(terms) if terms else Statistics(0, 0.0, {})
    return [signature(one, known, size=size) if one else [] for one in cut]
