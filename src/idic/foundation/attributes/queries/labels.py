"""Keys and kept values of custom attributes in words, for histories that may name what is in the archive by now."""

from __future__ import annotations

from idic.foundation.attributes.memo import all_definitions
from idic.foundation.attributes.models import PREFIX, AttributeDefinition
from idic.foundation.attributes.reading import in_words


def attribute_label(key: str) -> str:
    """Empty where no attribute has this key."""
    definition = _definition(key)
    return definition.label if definition is not None else ""


def attribute_words(key: str, stored: object) -> str:
    definition = _definition(key)
    if definition is None:
        return ", ".join(map(str, stored)) if isinstance(stored, list) else str(stored)
    return in_words(definition, stored)


def _definition(key: str) -> AttributeDefinition | None:
    if not key.startswith(PREFIX):
        return None
    return next((one for one in all_definitions() if one.key == key), None)
