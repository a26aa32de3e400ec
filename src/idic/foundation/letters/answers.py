"""Letters that are answers: a room says of which noun, and a template says by {{ answer.text }} where their words stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.letters.blocks import Block

#: Stands for the words in a merged text: they are no Markdown, and nobody can type this.
ANSWER = "\ue00aanswer\ue00b"

_labels: dict[str, _StrPromise] = {}


def answer_letters(noun: str, label: _StrPromise) -> None:
    _labels[noun] = label


def answer_of(noun: str) -> _StrPromise | None:
    return _labels.get(noun)


def with_answer(blocks: Sequence[Block], answer: Sequence[Block]) -> list[Block]:
    """The words in the place of what stands for them; at the end where the template names none."""
    found: list[Block] = []
    is_named = False
    for block in blocks:
        runs = list(block["runs"])
        if not any(ANSWER in run["text"] for run in runs):
            found.append(block)
            continue
        is_named = True
        for run in runs:
            before, *pieces = run["text"].split(ANSWER)
            found += _piece(block, run, before)
            for piece in pieces:
                found += [*answer, *_piece(block, run, piece)]
    return found if is_named else [*found, *answer]


def _piece(block: Block, run: dict[str, object], text: str) -> list[Block]:
    return [{**block, "runs": [{**run, "text": text.strip()}]}] if text.strip() else []
