"""Where values of a noun's attributes are kept beside the noun's own column: a room registers each further one."""

from __future__ import annotations

from dataclasses import dataclass

from idic.foundation.nouns.registry import noun_of


@dataclass(frozen=True)
class Place:
    """A jsonb column. `as_received` holds what was typed or delivered and is never converted, only wiped when an
    attribute is deleted for good."""

    table: str
    column: str
    as_received: bool = False

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"


_places: dict[str, list[Place]] = {}


def add_place(noun: str, place: Place) -> None:
    known = _places.setdefault(noun, [])
    if place not in known:
        known.append(place)


def own_place(noun: str) -> Place:
    found = noun_of(noun)
    return Place(found.table, found.attributes.rpartition(".")[2])


def places_of(noun: str) -> list[Place]:
    return [own_place(noun), *_places.get(noun, [])]
