from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """What a field lets somebody choose from, where only the page knows it: (value, label)."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
