from __future__ import annotations

from collections.abc import Iterable


class CourtesyError(ValueError):
    """No advice can be given; the message says what to change."""


class UnknownLanguage(CourtesyError):
    def __init__(self, language: str, known: Iterable[str]) -> None:
        self.language = language
        super().__init__(f"There are no phrases for {language!r}; the languages are: {', '.join(known)}.")
