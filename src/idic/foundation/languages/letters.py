"""What leaves the house as a letter: in the customer's language, with the years that its readers write in letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation

from idic.foundation.languages.formats import activate_era, current_era

#: Thai letters count from the death of the Buddha, whatever era the person at the screen has chosen; no other letter does.
_ERAS = {"th": "buddhist"}


@contextmanager
def letter_language(language: str) -> Iterator[None]:
    """Texts and dates of a letter; the screen of whoever writes it is as it was afterwards."""
    before = current_era()
    activate_era(_ERAS.get(language.lower(), "common"))
    try:
        with translation.override(language):
            yield
    finally:
        activate_era(before)
