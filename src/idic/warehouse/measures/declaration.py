from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    import ibis.expr.types as ir

Text = str | Promise


class Unit(StrEnum):
    MONEY = "money"
    COUNT = "count"
    QUANTITY = "quantity"
    SHARE = "share"
    #: a mean of counts
    MEAN = "mean"


class Good(StrEnum):
    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Via(StrEnum):
    """How a dimension is reached from a fact."""

    DAY = "day"
    OWN = "own"
    CUSTOMER = "customer"
    PRODUCT = "product"
    SCORE = "score"
    SEGMENT = "segment"


@dataclass(frozen=True)
class Fact:
    """`marts` are the tables whose rights it needs. `money` says that its rows carry a currency.

    `heads` names a coarser mart with the same columns but those of a line: it is read where nothing asks for lines.
    A fact without a `day` is a stock: no period narrows it, and no time splits it.
    """

    code: str
    label: Text
    mart: str
    marts: tuple[str, ...]
    day: str = ""
    own: tuple[str, ...] = ()
    has_customer: bool = True
    has_product: bool = False
    money: bool = False
    heads: str = ""

    def reaches(self, dimension: Dimension) -> bool:
        match dimension.via:
            case Via.DAY:
                return bool(self.day)
            case Via.OWN:
                return dimension.column in self.own and self.code in dimension.facts
            case Via.PRODUCT:
                return self.has_product
        return self.has_customer


@dataclass(frozen=True)
class Different:
    """How many different values of a whole number stand in a column, of the rows that count."""

    column: str
    where: Callable[[Any], Any] | None = None

    def __call__(self, table: Any) -> Any:
        return table[self.column].nunique(where=self.where(table) if self.where else None)

    def counted(self, table: Any) -> Any:
        """The value where the row counts, else none: what several cells have in common is found in these."""
        value = table[self.column]
        return self.where(table).ifelse(value, None) if self.where else value


@dataclass(frozen=True)
class Atom:
    """One aggregate. `lines` makes it from rows of the fact, `heads` from rows of the coarser mart.

    What is additive may be rolled up from finer cells; a distinct count may not: it is made of the values themselves, or
    counted at each level anew.
    """

    code: str
    fact: str
    lines: Callable[[Any], Any]
    heads: Callable[[Any], Any] | None = None
    lines_add: bool = True
    heads_add: bool = True
    #: kept in the warehouse as whole ten-thousandths
    e4: bool = False
    needs: tuple[str, ...] = ()
    #: columns of the scores that must be there
    scores: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """The sum or count of one atom, or the ratio of two: a ratio is never averaged, it is made anew of its sums."""

    code: str
    label: Text
    meaning: Text
    unit: Unit
    top: str
    bottom: str = ""
    good: Good = Good.UP
    family: str = "sales"

    @property
    def atoms(self) -> tuple[str, ...]:
        return (self.top, self.bottom) if self.bottom else (self.top,)

    @property
    def is_ratio(self) -> bool:
        return bool(self.bottom)


class Nature(StrEnum):
    TIME = "time"
    #: a code of the system, worded by the page
    CODE = "code"
    TEXT = "text"
    #: the number of a record, named by the page
    RECORD = "record"
    NUMBER = "number"


@dataclass(frozen=True)
class Dimension:
    """`make` gives the column from the table that holds it. `below` is the next finer one, for drilling down.

    `overlaps`: one customer may stand under several of its values, so its cells do not add up to the whole.
    """

    code: str
    label: Text
    meaning: Text
    nature: Nature
    via: Via
    column: str
    make: Callable[[Any, Context], Any] | None = None
    facts: tuple[str, ...] = ()
    below: str = ""
    family: str = ""
    overlaps: bool = False
    #: many values: it is offered with a limit
    is_long: bool = False
    mart: str = ""

    def value(self, table: ir.Table, context: Context) -> Any:
        return table[self.column] if self.make is None else self.make(table, context)


@dataclass(frozen=True)
class Context:
    """What a dimension may depend on beside the row."""

    today: Any
    more: Mapping[str, str] = field(default_factory=dict)
