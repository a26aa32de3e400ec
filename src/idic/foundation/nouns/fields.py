from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from idic.methods.predicate import FieldType

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User

Choice = tuple[str, "str | _StrPromise"]
Choices = Sequence[Choice]


class ReadChoices(Sequence[Choice]):
    """Choices that stand in the database: read each time they are walked through, and only then."""

    def __init__(self, read: Callable[[], Sequence[Choice]]) -> None:
        self._read = read

    def __len__(self) -> int:
        return len(self._read())

    def __getitem__(self, index: Any) -> Any:
        return self._read()[index]

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._read())


class Shown(StrEnum):
    """How a value stands in a list, on a page and in a file."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"
    CODE = "code"
    CODES = "codes"
    YES_NO = "yes_no"
    LINK = "link"
    PERSON = "person"
    LONG_TEXT = "long_text"


class Input(StrEnum):
    """How a person changes it; NONE cannot be changed by hand."""

    NONE = ""
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    USER = "user"
    TEAM = "team"
    # one of those that `found` finds while somebody types
    FOUND = "found"


@dataclass(frozen=True)
class Spelling:
    """For values that have a name in each language: `stored` turns any of them into the one that is kept, `shown` that one
    into the active language's. What neither knows stays as it is."""

    stored: Callable[[str], str]
    shown: Callable[[str], str]


@dataclass(frozen=True)
class Field:
    """What may be asked of a noun, shown of it, and perhaps changed.

    `expression` is SQL over the aliases of the noun's table and joins; an empty text is NULL there, so that what is not
    known stays unknown in three-valued logic. `value` reads the same off a loaded record; without it the field can be
    filtered by but not shown. `order` is the path of an indexed, never-null keyset order, `ordered` readies the rows for
    it. `permission` hides the field from whoever does not hold it, `group` is the attribute group that a role may hide,
    mask or lock.
    """

    name: str
    family: str
    type: FieldType
    label: str | _StrPromise
    expression: str
    choices: Choices = ()
    shown: Shown = Shown.TEXT
    value: Callable[[Any], object] | None = None
    order: str = ""
    ordered: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    input: Input = Input.NONE
    is_required: bool = False
    permission: str = ""
    group: str = ""
    # the people or teams a code stands for are read in one query for the whole page
    names: Callable[[Sequence[object]], Mapping[Any, str]] | None = None
    hint: str | _StrPromise = ""
    # a custom attribute: its definition's id
    attribute_id: int | None = None
    spelling: Spelling | None = None
    # a code of which there are too many for a list of choices: those whose name the typed text finds; named by `names`
    found: Callable[[User, str], Choices] | None = None
    # so many signs stand on the record's page, which tells the whole elsewhere; 0: all
    brief: int = 0

    def choice_labels(self) -> dict[str, str]:
        return {code: str(label) for code, label in self.choices}
