"""Who uses an attribute: saved views, segments, automation. Each room that stores fields by name registers a finder, so
that a person sees what will stop working before an attribute is put away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.attributes.models import AttributeDefinition


@dataclass(frozen=True)
class Use:
    """`kind` in words ("Segment"), the name of the thing, and the page's URL name with its id, where it has one."""

    kind: str | _StrPromise
    name: str
    url_name: str = ""
    pk: int | None = None


#: (noun code, key of the field) -> uses
Finder = Callable[[str, str], Iterable[Use]]

_finders: list[Finder] = []


def finds_uses(finder: Finder) -> Finder:
    if finder not in _finders:
        _finders.append(finder)
    return finder


def uses_of(noun: str, attribute: AttributeDefinition) -> Sequence[Use]:
    return [use for finder in _finders for use in finder(noun, attribute.key)]
