"""What a mart is declared by: its grain, its columns, where they come from, and what must hold of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from idic.warehouse.drafts import Draft
    from idic.warehouse.reading import Star

Text = str | Promise


class Kind(StrEnum):
    DIMENSION = "dimension"
    FACT = "fact"
    #: Computed by the refresh from the other marts, and written before they are published.
    COMPUTED = "computed"


class Unit(StrEnum):
    NONE = ""
    MONEY = "money_e4"
    QUANTITY = "quantity_e4"
    MINUTES = "minutes"
    COUNT = "count"
    DAYS = "days"
    SHARE = "share"


UNIT_NAMES: dict[Unit, Text] = {
    Unit.MONEY: _("Ten-thousandths of the currency of the row"),
    Unit.QUANTITY: _("Ten-thousandths of a piece"),
    Unit.MINUTES: _("Minutes"),
    Unit.COUNT: _("Count"),
    Unit.DAYS: _("Days"),
    Unit.SHARE: _("Share between 0 and 1"),
}


@dataclass(frozen=True)
class Column:
    """`sources` are the columns of the records (table.column) that it is read from. `group` is the attribute group
    whose access rule decides who reads it; `BY_ATTRIBUTE` where each key inside has a group of its own.

    `is_for_rights`: the cut of a reader is made by it, and no reader is shown it."""

    name: str
    type: str
    meaning: Text
    sources: tuple[str, ...]
    unit: Unit = Unit.NONE
    group: str = ""
    is_for_rights: bool = False


BY_ATTRIBUTE = "*"

#: To be forgotten: every column but the customer's number.
EVERYTHING = ("*",)


@dataclass(frozen=True)
class Watched:
    """A table whose change makes blocks of a part stale: `key` is its column that names the row of the part (its
    blocks are those of the part), or empty where any change of it makes the whole part stale."""

    table: str
    key: str = ""
    shift: int = 0


@dataclass(frozen=True)
class Part:
    """One statement over the records. It is read in blocks of keys: block n holds the keys from n << shift on.

    `bounds` are the expressions that hold the key in the statement; the first belongs to `table`, and is indexed.
    Without bounds the part is one block, read at every refresh.
    """

    source: str
    columns: dict[str, str]
    order: str
    table: str = ""
    key: str = ""
    bounds: tuple[str, ...] = ()
    shift: int = 0
    where: str = ""
    name: str = ""
    watched: tuple[Watched, ...] = ()

    def select(self, time_zone: str, block: int | None = None) -> str:
        columns = ", ".join(f"{text.format(zone=time_zone)} AS {name}" for name, text in self.columns.items())
        conditions = [self.where] if self.where else []
        if block is not None:
            low, high = block << self.shift, (block + 1) << self.shift
            conditions += [f"{bound} >= {low} AND {bound} < {high}" for bound in self.bounds]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {columns} {self.source}{where} ORDER BY {self.order}"


@dataclass(frozen=True)
class Invariant:
    """`broken` gives the rows that break it: none, or the mart is wrong."""

    code: str
    meaning: Text
    broken: Callable[[Star], ir.Table]


@dataclass(frozen=True)
class Mart:
    name: str
    title: Text
    grain: Text
    kind: Kind
    columns: tuple[Column, ...]
    parts: tuple[Part, ...] = ()
    #: For what is read from other marts, which `reads` names, and not from the records.
    derived: Callable[[Star], pa.Table] | None = None
    #: For what is read from other marts and carried on from the snapshot before: writes its own blocks into the draft.
    carried: Callable[[Draft], None] | None = None
    reads: tuple[str, ...] = ()
    invariants: tuple[Invariant, ...] = field(default=())
    #: Columns that tell of a person, blanked in every kept snapshot when the person is erased.
    forgotten: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)
