from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class FormulaType(StrEnum):
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    YES_NO = "yes_no"


Result = Decimal | date | str | bool | None

#: Decimals of every number inside a formula.
DECIMALS = 10


@dataclass(frozen=True, slots=True)
class Literal:
    value: Decimal | date | str | bool
    type: FormulaType


@dataclass(frozen=True, slots=True)
class Reference:
    name: str
    type: FormulaType


@dataclass(frozen=True, slots=True)
class Call:
    """`operation` is a function's name or the sign of an operator; `-` with one argument changes the sign."""

    operation: str
    arguments: tuple[Node, ...]
    type: FormulaType


Node = Literal | Reference | Call


@dataclass(frozen=True, slots=True)
class Formula:
    root: Node

    @property
    def type(self) -> FormulaType:
        return self.root.type

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.name for one in references(self.root)))


def references(node: Node) -> Iterator[Reference]:
    if isinstance(node, Reference):
        yield node
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from references(argument)
