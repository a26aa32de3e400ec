from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from idic.methods.courtesy.codes import DONTS, STEPS, Check, Dont, Language, Step
from idic.methods.courtesy.folding import Folded, folded
from idic.methods.courtesy.naming import named
from idic.methods.courtesy.phrasebook import Phrasebook, Wording, phrasebook
from idic.methods.courtesy.sentences import sentences

__all__ = ["Advice", "Finding", "Wording", "advise"]

# Sympathy that comes later than this is overlooked by somebody who is angry.
FIRST_SENTENCES = 3
SHORT = 20
# Further apart a department and a reproach hardly belong together.
REACH = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` count the characters (code points) of the draft; equal where something is missing that has no
    place of its own. `instead`: other wordings, none for a missing name."""

    kind: Literal["dont", "check"]
    code: Dont | Check
    start: int
    end: int
    found: str
    instead: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """`findings` by place. `steps`: those of the six that the draft shows; `missing`: the others, with an example."""

    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]
    missing: tuple[Wording, ...]


def advise(text: str, language: Language, *, names: Iterable[str] = (), complaint: bool = True) -> Advice:
    """`names`: forms of the customer's name, none = not checked. `complaint`: sympathy is expected at the beginning.

    Hints, never a verdict: patterns know phrases, not meaning. A draft without words gets no advice.
    """
    book = phrasebook(language)
    draft = folded(text)
    if not draft.text.strip():
        return Advice((), (), ())
    broken = _donts(text, draft, book)
    checked = [*_departments(text, draft, book, broken), *_promises(text, draft, book)]
    if complaint and (found := _no_empathy(text, draft, book)):
        checked.append(found)
    if not named(draft.text, names):
        checked.append(Finding("check", "name_missing", 0, 0, "", ()))
    steps = tuple(step for step in STEPS if book.signs[step].search(draft.text))
    return Advice(
        findings=tuple(sorted([*broken, *checked], key=lambda one: (one.start, one.end, one.kind, one.code))),
        steps=steps,
        missing=tuple(book.examples[step] for step in STEPS if step not in steps),
    )


def _donts(text: str, draft: Folded, book: Phrasebook) -> list[Finding]:
    found = []
    for dont in DONTS:
        for match in book.donts[dont].finditer(draft.text):
            start, end = draft.span(*match.span())
            found.append(Finding("dont", dont, start, end, text[start:end], book.instead[dont]))
    return found


def _departments(text: str, draft: Folded, book: Phrasebook, broken: list[Finding]) -> list[Finding]:
    """Another department and a reproach in one sentence, unless the phrase itself was found already."""
    found = []
    for first, last in sentences(draft.text, book.sentence_end):
        whom = book.departments.search(draft.text, first, last)
        what = book.blame.search(draft.text, whom.end(), min(last, whom.end() + REACH)) if whom else None
        if whom is None or what is None:
            continue
        start, end = draft.span(whom.start(), what.end())
        known = any(one.code == "running_down_departments" and one.start < end and start < one.end for one in broken)
        if not known:
            instead = book.instead["running_down_departments"]
            found.append(Finding("check", "department_blamed", start, end, text[start:end], instead))
    return found


def _promises(text: str, draft: Folded, book: Phrasebook) -> list[Finding]:
    """The time may stand in the sentence of the promise or in the next one."""
    spans = sentences(draft.text, book.sentence_end)
    found = []
    for number, (first, last) in enumerate(spans):
        promise = book.promise.search(draft.text, first, last)
        until = spans[min(number + 1, len(spans) - 1)][1]
        if promise is None or book.time.search(draft.text, first, until):
            continue
        start, end = draft.span(*promise.span())
        instead = (book.examples["action"],)
        found.append(Finding("check", "promise_without_date", start, end, text[start:end], instead))
    return found


def _no_empathy(text: str, draft: Folded, book: Phrasebook) -> Finding | None:
    spans = sentences(draft.text, book.sentence_end)
    if not spans:
        return None
    first = draft.text[slice(*spans[0])]
    # "Dear Nok," on a line of its own is no sentence yet.
    greeted = book.greeting.search(first) is not None and (first.endswith("\n") or len(first) <= SHORT)
    last = spans[min(FIRST_SENTENCES + greeted, len(spans)) - 1][1]
    if book.empathy.search(draft.text, 0, last):
        return None
    start, end = draft.span(spans[0][0], last)
    return Finding("check", "no_empathy", start, end, text[start:end], (book.examples["share"],))
