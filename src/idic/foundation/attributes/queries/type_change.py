"""What would become of the values of an attribute under another type: looked at before anything is touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.places import Place, own_place, places_of
from idic.foundation.attributes.problems import Unfit
from idic.foundation.attributes.reading import Stored, as_typed, read_value

_EXAMPLES = 8


@dataclass(frozen=True)
class TypeChange:
    """Counted over the noun's own records. `examples` are values that do not fit, with the reason."""

    fitting: int
    misfits: int
    examples: list[tuple[str, str]]

    @property
    def values(self) -> int:
        return self.fitting + self.misfits


def look_at_type_change(before: AttributeDefinition, after: AttributeDefinition) -> TypeChange:
    fitting = misfits = 0
    examples: list[tuple[str, str]] = []
    for stored, count in distinct_values(before, own_place(before.noun)):
        try:
            read_value(after, as_typed(stored), decimal=".")
            fitting += count
        except Unfit as unfit:
            misfits += count
            if len(examples) < _EXAMPLES:
                examples.append((as_typed(stored), unfit.sentence))
    return TypeChange(fitting, misfits, examples)


def conversions(before: AttributeDefinition, after: AttributeDefinition) -> dict[str, tuple[object, Stored | None]]:
    """Every kept value, under its JSON text: as it is, and as it will be; None where it does not fit."""
    found: dict[str, tuple[object, Stored | None]] = {}
    for place in places_of(before.noun):
        if place.as_received:
            continue
        for stored, _count in distinct_values(before, place):
            try:
                found[repr(stored)] = (stored, read_value(after, as_typed(stored), decimal="."))
            except Unfit:
                found[repr(stored)] = (stored, None)
    return found


def distinct_values(definition: AttributeDefinition, place: Place) -> Iterator[tuple[object, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ({place.column}->%s)::text, count(*) FROM {place.table}"  # noqa: S608 -- registered places only
            f" WHERE {place.column} ? %s GROUP BY 1 ORDER BY 2 DESC, 1",
            [definition.key, definition.key],
        )
        for text, count in cursor.fetchall():
            yield json.loads(text), count
