"""An event's values before and after, one below the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from idic.doors.web.timeline.words import FIELD_LABELS
from idic.doors.web.users.permission_words import PERMISSION_WORDS
from idic.foundation.events.models import Event

_LONGEST = 2000


@dataclass(frozen=True)
class Detail:
    label: str
    before: str
    after: str


def details_of(event: Event) -> tuple[Detail, ...]:
    before, after = dict(_flat(event.before)), dict(_flat(event.after))
    return tuple(
        Detail(_label(name), before.get(name, ""), after.get(name, ""))
        for name in {**before, **after}
        if before.get(name) or after.get(name)
    )


def _flat(values: Mapping[str, Any], parent: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, name)
        else:
            yield (name if not parent else f"{parent}.{name}"), _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _label(name: str) -> str:
    last = name.partition(".")[2] or name
    return str(FIELD_LABELS.get(name) or FIELD_LABELS.get(last) or PERMISSION_WORDS.get(last) or name)
