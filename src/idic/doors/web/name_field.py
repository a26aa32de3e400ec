from __future__ import annotations

from typing import Any

from django import forms

from idic.methods.normalise.text import normalise


class NameField(forms.CharField):
    """A name that people read. Signs that cannot be seen are dropped: they make an empty name look given, or one name
    look like another."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        # The check of the field refuses a NUL; dropped here it would pass.
        return text if "\x00" in text else normalise(text)
