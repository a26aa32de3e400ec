"""Where terms stand in a text as somebody wrote it."""

from __future__ import annotations

from collections.abc import Iterable

from idic.methods.likeness.stems import stem
from idic.methods.search_keys.folding import fold_letters, runs


def spans(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """(start, end) in order, touching ones joined: neighbouring pairs of letters grow together to what a reader sees.

    Letters are folded one by one; what folding only sees in two of them together (a Thai vowel typed in two parts) may
    go unmarked.
    """
    wanted = set(terms)
    folded, places = _folded_with_places(text)
    found: list[tuple[int, int]] = []
    at = 0
    for kind, run in runs(folded):
        at = folded.index(run, at)
        if kind == "letters":
            if stem(run) in wanted:
                found.append((at, at + len(run)))
        else:
            found.extend((at + start, at + end) for start, end in _inside(run, wanted))
        at += len(run)
    return _joined((places[start][0], places[end - 1][1]) for start, end in sorted(found))


def _inside(run: str, wanted: set[str]) -> Iterable[tuple[int, int]]:
    for term in wanted:
        # a letter alone stands everywhere
        if len(term) < 2:
            continue
        start = run.find(term)
        while start >= 0:
            yield start, start + len(term)
            start = run.find(term, start + 1)


def _folded_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded letters, and for each from where to where it stands in the text, with the marks that folding drops."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        folded = character if character.isspace() else fold_letters(character) or ("" if _is_mark(character) else " ")
        if not folded and places:
            places[-1] = (places[-1][0], at + 1)
        letters.append(folded)
        places.extend([(at, at + 1)] * len(folded))
    return "".join(letters), places


def _is_mark(character: str) -> bool:
    """Folded to nothing inside a word, where punctuation would fold to a space."""
    return fold_letters(f"a{character}a") == "aa"


def _joined(parts: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
