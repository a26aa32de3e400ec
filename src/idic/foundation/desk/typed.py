"""A field's value as it would be typed: what an input shows, what a form posts, and what two writers are compared by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone

from idic.foundation.nouns.fields import Field, Input

Typed = str | list[str]

#: As forms send and operations read them.
YES, NO = "yes", "no"


def typed_value(field: Field, record: Any) -> Typed:
    value = field.value(record) if field.value is not None else None
    if field.input == Input.CHOICES:
        return sorted(_text(one) for one in value) if isinstance(value, Iterable) and not isinstance(value, str) else []
    text = _text(value)
    return field.spelling.shown(text) if field.spelling is not None else text


def same(first: Typed, second: Typed) -> bool:
    if isinstance(first, list) or isinstance(second, list):
        return sorted(first) == sorted(second)
    return first.replace("\r\n", "\n").strip() == second.replace("\r\n", "\n").strip()


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case datetime():
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            return local.strftime("%Y-%m-%dT%H:%M")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
        case float():
            return f"{value:g}" if value.is_integer() else repr(value)
        case Model():
            return str(value.pk)
    return str(value)
