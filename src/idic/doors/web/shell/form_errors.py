from __future__ import annotations

from collections.abc import Mapping

from django.forms import BaseForm

from idic.foundation.errors import WordedError


def tell(form: BaseForm, error: WordedError, names: Mapping[str, str] | None = None) -> None:
    """Beside the input that it speaks of; above the form where that has none, or none that is seen.

    `names` holds what the form calls otherwise than the room."""
    name = (names or {}).get(error.field, error.field)
    field = form.fields.get(name)
    form.add_error(name if field is not None and not field.widget.is_hidden else None, str(error))
