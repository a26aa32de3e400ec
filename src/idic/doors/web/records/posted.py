from __future__ import annotations

from django.http import QueryDict

from idic.foundation.desk.typed import Typed
from idic.foundation.nouns.fields import Field, Input


def posted_value(data: QueryDict, name: str, field: Field) -> Typed:
    """Several choices come as several values; an empty marker stands among them so that none chosen is told too."""
    if field.input == Input.CHOICES:
        return [one for one in data.getlist(name) if one]
    return str(data.get(name, "")).replace("\x00", "")
