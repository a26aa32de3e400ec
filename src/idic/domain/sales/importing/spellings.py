"""What one spelling of a cell means, read once. The spellings that nearly every system writes take a short way, and each
way gives what `LineReader` gives: whatever a short way is not sure of goes the long one.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from idic.domain.sales.importing.lines import LARGEST, LineReader, plain_number
from idic.domain.sales.importing.regularity import Figures, Remembered
from idic.foundation.tables.batch import Cell

Moment = tuple[int, str]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = re.compile("(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_CLOCK: Final = re.compile("[ T]((?:[01][0-9]|2[0-3])):([0-5][0-9]):([0-5][0-9])")
_SECOND: Final = 1_000_000


class Moments:
    """Microseconds since 1970 and the day where the business is; None where the date is to be refused."""

    def __init__(self, reader: LineReader) -> None:
        self._reader = reader
        self._days: Remembered[str, Moment | None] = Remembered(self._midnight)
        self._clocks: Remembered[str, int | None] = Remembered(_microseconds_of_clock)

    def read(self, cell: Cell) -> Moment | None:
        if isinstance(cell, str) and len(cell) == 19:
            clock = self._clocks[cell[10:]]
            midnight = self._days[cell[:10]] if clock is not None else None
            if midnight is not None and clock is not None:
                return midnight[0] + clock, midnight[1]
        moment = self._reader.moment(cell)
        if moment is None:
            return None
        return microseconds(moment), moment.astimezone(self._reader.zone).date().isoformat()

    def _midnight(self, day: str) -> Moment | None:
        """None also for a day on which the clocks are changed: its hours are not the same distance apart."""
        if not _DAY.fullmatch(day):
            return None
        first, last = (self._reader.moment(f"{day} {clock}") for clock in ("00:00:00", "23:59:59"))
        if first is None or last is None or first.utcoffset() != last.utcoffset():
            return None
        return microseconds(first), day


class Amounts:
    """What quantity, price, discount and amount of a line come to; None where they are to be refused."""

    def __init__(self, reader: LineReader) -> None:
        self._reader = reader
        self._plain: Remembered[Cell, tuple[Decimal, str, str] | None] = Remembered(self._plainly)

    def read(self, four: tuple[Cell, ...]) -> Figures | None:
        quantity, price, discount, amount = four
        if discount is None and amount is None and isinstance(quantity, str) and isinstance(price, str):
            short = self._product(self._plain[quantity], self._plain[price])
            if short is not None:
                return short
        found = self._reader.figures(
            dict(zip(("quantity", "unit_price", "discount", "line_amount"), four, strict=True))
        )
        return None if found is None else as_figures(*found)

    def _product(
        self, quantity: tuple[Decimal, str, str] | None, price: tuple[Decimal, str, str] | None
    ) -> Figures | None:
        if quantity is None or price is None:
            return None
        # Two decimals each: no more than four, exactly.
        amount = round(quantity[0] * price[0], 4)
        if not amount or abs(amount) >= LARGEST:
            return None
        return (
            quantity[1], price[1], "0.0000", f"{amount:f}", f"|{quantity[2]}|{price[2]}|{amount.normalize()}",
            int(amount.scaleb(4)), quantity[0] < 0,
        )  # fmt: skip

    def _plainly(self, cell: Cell) -> tuple[Decimal, str, str] | None:
        """The number, how the database takes it, and how a digest names it."""
        value = plain_number(cell, self._reader.decimal_mark)
        if value is None or abs(value) >= LARGEST:
            return None
        return value, f"{round(value, 4):f}", str(value.normalize())


def as_figures(quantity: Decimal, price: Decimal, discount: Decimal, amount: Decimal) -> Figures:
    content = f"|{quantity.normalize()}|{price.normalize()}|{amount.normalize()}"
    return (
        f"{round(quantity, 4):f}", f"{price:f}", f"{round(discount, 4):f}", f"{amount:f}", content,
        int(amount.scaleb(4)), quantity < 0,
    )  # fmt: skip


def microseconds(moment: datetime) -> int:
    passed = moment - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * _SECOND + passed.microseconds


def _microseconds_of_clock(text: str) -> int | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = map(int, found.groups())
    return ((hour * 60 + minute) * 60 + second) * _SECOND
