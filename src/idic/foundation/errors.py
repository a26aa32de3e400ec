"""
WordedError       what a room answers when something cannot be done
└── FieldRefused  what was given in one field cannot be used; the sentence is said where it is raised
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class WordedError(Exception):
    """`str()` is a translated sentence for the reader, `field` the input where a form shows it, empty where there is none."""

    field = ""
    sentence: str | _StrPromise = ""

    def __str__(self) -> str:
        return str(self.sentence or super().__str__())


class FieldRefused(WordedError):
    def __init__(self, field: str, sentence: str | _StrPromise) -> None:
        self.field, self.sentence = field, sentence
        super().__init__(field, sentence)
