"""The columns of a turn as rows of the table of scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from django.db import models

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.scoring.binary_rows import (
    Carried,
    Travelling,
    code,
    day,
    fraction,
    lists,
    money,
    whole_number,
)

if TYPE_CHECKING:
    from idic.domain.differentiate.scoring.figures import Recorded
    from idic.domain.differentiate.scoring.steps import Column, Turn

_ONE_TO_FIVE = {"r", "f", "m"}
# So many rows are made into columns while the database takes in those before.
_PART = 65_536


def names_of(turn: Turn) -> list[str]:
    figures = [name for name in turn.columns if name not in ("customer_id", "reasons")]
    return ["customer_id", "refresh_id", *figures, "reasons"]


def parts_of(
    turn: Turn, refresh_id: int, recorded: Recorded, carried: Sequence[Carried] = ()
) -> Iterator[list[Travelling | Carried]]:
    """The columns of `names_of` and `carried`, of the customers who are still there, some at a time."""
    places = np.flatnonzero(recorded.among(turn.columns["customer_id"]))
    _bits, meant = turn.reasons.coded()
    for start in range(0, places.size, _PART):
        rows = slice(start, start + _PART)
        columns = {name: values[places[rows]] for name, values in turn.columns.items()}
        customers, reasons = columns.pop("customer_id"), columns.pop("reasons")
        yield [
            whole_number("customer_id", "bigint", customers),
            whole_number("refresh_id", "bigint", np.full(customers.size, refresh_id)),
            *(_travelling(name, values) for name, values in columns.items()),
            lists("reasons", reasons, meant),
            *(one.part(rows) for one in carried),
        ]


def _travelling(name: str, values: Column) -> Travelling:
    match CustomerScore._meta.get_field(name):
        case models.FloatField():
            return fraction(name, values)
        case models.DecimalField():
            return money(name, values)
        case models.DateField():
            return day(name, values)
        case models.SmallIntegerField():
            if name in _ONE_TO_FIVE:
                values = np.where(values == 0, np.nan, values)
            return whole_number(name, "smallint", values)
        case models.IntegerField():
            return whole_number(name, "integer", values)
        case models.CharField():
            return code(name, values)
    raise TypeError(name)
