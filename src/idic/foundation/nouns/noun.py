from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from idic.foundation.nouns.fields import Field

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User

Label = "str | _StrPromise"


@dataclass(frozen=True)
class Noun:
    """One kind of record. The permissions are `<code>.see`, `.create`, `.change`, `.delete`, `.export`.

    `table` and `alias` start the SQL in which `Field.expression` speaks; `where` holds for every record that counts.
    `visible` narrows to what a user's permission reaches and raises NotAllowed where it reaches nothing. `change` is the
    room's own operation: values are texts as typed (a list for several choices), the result is the changed record.
    """

    code: str
    label: str | _StrPromise
    plural: str | _StrPromise
    icon: str
    model: type[Model]
    table: str
    alias: str
    fields: Sequence[Field]
    visible: Callable[[User, str], QuerySet[Any]]
    title: Callable[[Any], str]
    columns: Sequence[str]
    where: str = "TRUE"
    order: str = ""
    customer_of: Callable[[Any], int | None] = lambda record: None
    # (record, values, *, version, by) -> record
    change: Callable[..., Any] | None = None
    version_of: Callable[[Any], int] = lambda record: getattr(record, "version", 0)
    # a record merged or moved answers under its new id
    access: Callable[..., Any] | None = None
    # narrows to what a typed text finds
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    # makes the queryset ready to be shown in a list: joins, deferred columns
    listed: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    # the column of custom attributes (jsonb), as "c.facts", and how they are read off a record
    attributes: str = ""
    attributes_of: Callable[[Any], Mapping[str, object]] = lambda record: {}
    # the field whose codes make the columns of a board
    board: str = ""
    # the fields that a reader of the record wants at once; the others are folded. Empty: none are
    first: Sequence[str] = ()
    # the noun whose permissions hold for these records, and the one whose attribute groups do, where it is not this one
    rights: str = ""
    groups: str = ""
    # of fields that tell of another record, which may be kept from somebody who sees this one: the field as it is asked
    # for a reader, and the loaded records made ready for one; what was not made ready tells nothing
    asked_by: Callable[[Field, User], Field] | None = None
    ready: Callable[[Sequence[Any], User], None] | None = None

    def permission(self, action: str) -> str:
        return f"{self.rights or self.code}.{action}"

    @property
    def grouped_as(self) -> str:
        return self.groups or self.code
